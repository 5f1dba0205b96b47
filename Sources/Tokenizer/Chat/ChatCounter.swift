/// Counts the tokens of chat messages as the API reports them in `usage.prompt_tokens`.
///
/// Sources: openai-cookbook, How_to_count_tokens_with_tiktoken.ipynb, section 6; recorded answers of the API (TOK-033,
/// TOK-034).
public struct ChatCounter: Sendable {
    /// The model whose rules are followed.
    public let model: Model
    private let tokenizer: Tokenizer
    private let perMessage: Int
    private let perName: Int

    /// A counter for a model's name, in any of the forms `Model.named(_:)` knows.
    public init(model name: String) { self.init(Model.named(name)) }

    /// A counter by the rules of today's models, for text in an encoding.
    public init(encoding: Encoding) { self.init(Model(encoding)) }

    /// A counter for a model.
    public init(_ model: Model) {
        self.model = model
        tokenizer = .shared(model.encoding)
        // In this one model a name replaces the role.
        let oldest = model.name == "gpt-3.5-turbo-0301"
        perMessage = oldest ? 4 : 3
        perName = oldest ? -1 : 1
    }

    /// The tokens of one message, its overhead included.
    ///
    /// - Complexity: O(the text); store the result, a turn never changes.
    public func tokens(role: String, name: String? = nil, content: String) -> Int {
        var total = perMessage + tokenizer.count(role) + tokenizer.count(content)
        if let name { total += cost(ofName: name, role) }
        return total
    }

    private func cost(ofName name: String, _ role: String) -> Int {
        // The API reports one token for a name that says what the role says already.
        if name == role, perName > 0 { return perName }
        return perName + tokenizer.count(name)
    }

    /// The tokens of one message, its overhead included.
    public func tokens(of message: (role: String, name: String?, content: String)) -> Int {
        tokens(role: message.role, name: message.name, content: message.content)
    }

    /// The tokens of a whole prompt: its messages and the reply's primer.
    public func prompt(_ messages: some Sequence<(role: String, name: String?, content: String)>) -> Int {
        messages.reduce(model.replyPrimer) { $0 + tokens(of: $1) }
    }
}
