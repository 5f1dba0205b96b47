import Tokenizer

/// Counts messages for the window as the model's API will count them.
public struct MessageCounter: Sendable {
    /// The roles that a conversation has.
    public enum Role: String, Sendable {
        /// The system prompt.
        case system
        /// A question.
        case user
        /// An answer.
        case assistant
    }

    /// Tokens that a system prompt must leave for the shortest sensible question.
    static let leastQuestion = 64

    private let counter: ChatCounter
    /// The name of the encoding, `o200k_base`.
    public let encoding: String
    /// True where the counts are estimates.
    public let isEstimate: Bool
    /// True where they are estimates only until one answer reports the number that was counted.
    public let isConfirmable: Bool
    /// Tokens that the beginning of the reply costs.
    public let replyPrimer: Int

    /// The counter of a model.
    public init(model: String) {
        let known = Model.named(model)
        counter = ChatCounter(model: model)
        encoding = known.encoding.rawValue
        isEstimate = known.isEstimate
        isConfirmable = known.certainty == .unconfirmed
        replyPrimer = known.replyPrimer
    }

    /// The tokens of a message with its overhead.
    ///
    /// - Complexity: O(n).
    public func tokens(role: Role, _ text: String) -> Int {
        counter.tokens(role: role.rawValue, content: text)
    }
}
