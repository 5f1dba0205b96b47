/// A conversation as far as commands speak of it: counts, no texts.
public struct ConversationSummary: Sendable, Equatable {
    /// What became of the last question.
    public enum LastQuestion: Sendable, Equatable {
        /// There is none, or it was cleared.
        case none
        /// It has an answer, which is the last of the history.
        case answered
        /// It was stopped, or it ended in an error: it is not part of the history.
        case unanswered
    }

    /// Complete exchanges (question and answer) since the last `/clear`.
    public var exchanges: Int = 0
    /// The tokens of all of them, each message with its overhead.
    public var tokens: Int = 0
    /// Exchanges that the window still holds; `tokens` of the others are no longer sent.
    public var exchangesInWindow: Int = 0
    /// The tokens of those.
    public var tokensInWindow: Int = 0
    /// The tokens of the system prompt as a message, 0 without one.
    public var systemTokens: Int = 0
    /// The name of the encoding that counted, `o200k_base`.
    public var encoding: String = "o200k_base"
    /// Tokens that the beginning of the reply costs.
    public var replyPrimer: Int = 3
    /// True where the counts are estimates, so that they are shown with `~`.
    public var isEstimate: Bool = false
    /// The usage that the server reported with the last answer, and what was counted here for the same request.
    public var lastReported: ReportedUsage?
    /// What `/retry` has to work on.
    public var lastQuestion: LastQuestion = .none
    /// True while a question of this user is being answered.
    public var isAnswering: Bool = false
    /// Questions waiting after it.
    public var waiting: Int = 0

    /// An empty conversation.
    public init() {}

    /// The tokens of the current prompt: system prompt, the history in the window and the reply's beginning; 0 where
    /// there is no message at all, because nothing is sent then.
    public var promptTokens: Int {
        let messages = systemTokens + tokensInWindow
        return messages == 0 ? 0 : messages + replyPrimer
    }
}
