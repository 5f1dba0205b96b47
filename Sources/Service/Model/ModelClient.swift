package import Bot
package import OpenAIWire
package import Wire

/// The model server as the turn runner sees it.
package protocol ModelClient: Sendable {
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
package struct ModelPrompt: Sendable, Equatable {
    /// One message of the prompt.
    package struct Message: Sendable, Equatable {
        /// Who says it.
        package var role: MessageCounter.Role
        /// What is said.
        package var content: String

        /// Creates a message.
        package init(_ role: MessageCounter.Role, _ content: String) {
            self.role = role
            self.content = content
        }
    }

    /// The name of the model.
    package var model: String
    /// The key, where there is one.
    package var apiKey: Secret?
    /// System prompt, history and question, in order.
    package var messages: [Message]
    /// Requests for this question so far, this one included.
    package var attempt: Int
}

/// What came of a prompt.
package enum ModelResult: Sendable, Equatable {
    /// The model answered.
    case answered(ModelAnswer)
    /// The request failed. Retry after `repeatAfter` ms, or never if `nil`. The error is for the log.
    case failed(TurnFailure, repeatAfter: Int?, APIError)
    /// The prompt is too long for the server, which may have stated its window.
    case overflowed(APIError)
}

/// A prompt under way.
package struct ModelCall: Sendable {
    /// Ends it.
    package let cancel: @Sendable () -> Void

    /// Creates the means to cancel.
    package init(cancel: @escaping @Sendable () -> Void) { self.cancel = cancel }
}
