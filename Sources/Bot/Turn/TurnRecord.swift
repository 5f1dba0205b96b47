/// What a turn leaves behind, written in one transaction: history, question's state, window and outbox.
public struct TurnRecord: Sendable, Equatable {
    /// What becomes of the question.
    public enum Outcome: Sendable, Equatable {
        /// The exchange joins the history with this answer (as the model wrote it).
        case answered(ModelAnswer)
        /// No answer: the question is the last one, unanswered, and not part of the history.
        case unanswered
        /// The conversation was cleared: nothing of the question is kept.
        case forgotten
    }

    /// What becomes of the question.
    public var outcome: Outcome
    /// Exchanges at the old end that are no longer sent from now on.
    public var dropped: Int
    /// The prompt of the answered request as it was counted here.
    public var promptTokens: Int
    /// True where this turn told the user that the window has moved (once a conversation).
    public var toldTrimming: Bool
    /// The posts, in order, each ready for Chat; none where nothing is to be said.
    public var parts: [String]

    /// Creates a record.
    public init(outcome: Outcome, dropped: Int, promptTokens: Int, toldTrimming: Bool, parts: [String]) {
        self.outcome = outcome
        self.dropped = dropped
        self.promptTokens = promptTokens
        self.toldTrimming = toldTrimming
        self.parts = parts
    }
}
