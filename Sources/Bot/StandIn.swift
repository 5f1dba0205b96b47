// Stands in for Tokenizer until it lands; removed with it.

struct ChatCounter {
    struct Message {
        let role: String
        let content: String
    }
    init(model: String) {}
    func tokens(of message: Message) -> Int { 4 + message.content.utf8.count / 4 }
}

struct Model {
    enum Encoding: String { case o200k = "o200k_base" }
    let encoding = Encoding.o200k
    let isEstimate = true
    static func named(_ name: String) -> Model { Model() }
}
