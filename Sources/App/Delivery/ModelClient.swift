public import Bot
public import OpenAIWire

/// The model server as the delivery engine sees it.
public protocol ModelClient: Sendable {
    /// The windows that the server has stated, in tokens, by model (OAI-045).
    var windows: [String: Int] { get }

    /// Sends a prompt.
    ///
    /// - Parameters:
    ///   - prompt: what to ask.
    ///   - onResult: called once on any thread; must not block. Nothing it says counts once the call is cancelled.
    /// - Returns: the means to cancel.
    func ask(_ prompt: ModelPrompt, onResult: @escaping @Sendable (ModelResult) -> Void) -> ModelCall
}

/// What is asked.
public struct ModelPrompt: Sendable, Equatable {
    /// One message of the prompt.
    public struct Message: Sendable, Equatable {
        /// Who says it.
        public var role: MessageCounter.Role
        /// What is said.
        public var content: String

        /// Creates a message.
        public init(_ role: MessageCounter.Role, _ content: String) {
            self.role = role
            self.content = content
        }
    }

    /// The name of the model.
    public var model: String
    /// The key, where there is one.
    public var apiKey: Secret?
    /// System prompt, history and question, in order.
    public var messages: [Message]
    /// Requests for this question so far, this one included.
    public var attempt: Int
}

/// What came of a prompt.
public enum ModelResult: Sendable, Equatable {
    /// The model answered.
    case answered(ModelAnswer)
    /// It did not; `repeatAfter` milliseconds it may be asked again, `nil` when it must not. The error is for the log.
    case failed(TurnFailure, repeatAfter: Int?, APIError)
    /// The prompt is too long for the server, which may have stated its window.
    case overflowed(APIError)
}

/// A prompt under way.
public struct ModelCall: Sendable {
    /// Ends it.
    public let cancel: @Sendable () -> Void

    /// Creates the means to cancel.
    public init(cancel: @escaping @Sendable () -> Void) { self.cancel = cancel }
}
