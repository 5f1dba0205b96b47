/// What a model answered.
public struct ChatAnswer: Sendable, Equatable {
    /// The text without the model's reasoning.
    public var text: String
    /// How it ended; `nil` where the server did not say.
    public var finish: FinishReason?
    /// What the server reported.
    public var usage: Usage?

    /// Creates an answer.
    public init(text: String, finish: FinishReason? = nil, usage: Usage? = nil) {
        self.text = text
        self.finish = finish
        self.usage = usage
    }
}

/// What came of a request.
public enum ChatOutcome: Sendable, Equatable {
    /// The model answered.
    case answer(ChatAnswer)
    /// It did not; `partial` is the text that had come before.
    case failure(APIError, partial: String)
}
