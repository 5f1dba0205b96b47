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

    /// Creates a subject.
    public init(
        questionTokens: Int,
        window: ContextWindow,
        language: Language,
        toldTrimming: Bool = false
    ) {
        self.questionTokens = questionTokens
        self.window = window
        self.language = language
        self.toldTrimming = toldTrimming
    }
}
