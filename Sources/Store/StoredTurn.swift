/// A question with its answer, as the history keeps it.
package struct StoredTurn: Sendable, Equatable {
    /// Grows with every turn.
    package let id: Int64
    /// What the user wrote.
    package let question: String
    /// What the model wrote.
    package let answer: String
    /// The tokens of the question as a message, with its overhead.
    package let questionTokens: Int
    /// The tokens of the answer as a message, with its overhead.
    package let answerTokens: Int

    /// Both messages together.
    package var tokens: Int { questionTokens + answerTokens }
}
