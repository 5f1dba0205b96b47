/// What a turn is about: read once, when its question's time has come.
public struct TurnSubject: Sendable, Equatable {
    /// The tokens of the question as a message, with its overhead.
    public var questionTokens: Int
    /// The conversation's window, without this question.
    public var window: ContextWindow
    /// The language of the user.
    public var language: Language
    /// True where the user has been told already that the window has moved.
    public var toldTrimming: Bool
    /// True where the question is asked again: the history does not hold its former answer any more.
    public var isRetry: Bool

    /// Creates a subject.
    public init(
        questionTokens: Int,
        window: ContextWindow,
        language: Language,
        toldTrimming: Bool = false,
        isRetry: Bool = false
    ) {
        self.questionTokens = questionTokens
        self.window = window
        self.language = language
        self.toldTrimming = toldTrimming
        self.isRetry = isRetry
    }
}
