/// A question with its answer, as the history keeps it.
public struct StoredTurn: Sendable, Equatable {
    /// Grows with every turn.
    public let id: Int64
    /// What the user wrote.
    public let question: String
    /// What the model wrote.
    public let answer: String
    /// The tokens of the question as a message, with its overhead.
    public let questionTokens: Int
    /// The tokens of the answer as a message, with its overhead.
    public let answerTokens: Int

    /// Both messages together.
    public var tokens: Int { questionTokens + answerTokens }
}
