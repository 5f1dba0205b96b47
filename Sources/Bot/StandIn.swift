// Stands in for SynoWire, Tokenizer and Wire's JSON until those land; removed with them.

enum EntryPointError: Error, Equatable { case empty, scheme, credentials, host, port, path, query, api, token }

struct SynoToken {
    let text: String
    init?(pasted: String) {
        let text = TypedText.unwrapped(pasted)
        guard (1...256).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        self.text = text
    }
}

struct SynoBaseURL {
    let text: String
    init(_ typed: String) throws(EntryPointError) {
        var text = TypedText.unwrapped(typed)
        guard text.hasPrefix("http://") || text.hasPrefix("https://") else { throw .scheme }
        if text.contains("@") { throw .credentials }
        if text.contains("?") || text.contains("#") { throw .query }
        while text.last == "/" { text.removeLast() }
        self.text = text
    }
}

struct PastedEntryPoint {
    enum Method { case chatbot, incoming }
    let base: SynoBaseURL
    let token: SynoToken?
    let method: Method?
    init(_ pasted: String) throws(EntryPointError) {
        let parts = pasted.split(separator: "?", maxSplits: 1)
        guard parts.count == 2, let end = parts[0].firstIndex(of: "w"), parts[0].hasSuffix("/webapi/entry.cgi") else {
            base = try SynoBaseURL(pasted)
            token = nil
            method = nil
            return
        }
        _ = end
        base = try SynoBaseURL(String(parts[0].dropLast("/webapi/entry.cgi".count)))
        let pairs = parts[1].split(separator: "&")
        method = pairs.contains("method=incoming") ? .incoming : .chatbot
        guard let pair = pairs.first(where: { $0.hasPrefix("token=") }),
            let token = SynoToken(pasted: String(pair.dropFirst(6)))
        else { throw .token }
        self.token = token
    }
}

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

indirect enum JSONValue {
    case string(String)
    case object(KeyValuePairs<String, JSONValue>)
    func encoded() -> [UInt8] { Array("null".utf8) }
}
