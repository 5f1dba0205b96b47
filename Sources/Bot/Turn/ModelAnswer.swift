/// A complete answer of the model.
public struct ModelAnswer: Sendable, Equatable {
    /// How it ended.
    public enum Ending: Sendable, Equatable {
        /// By itself.
        case complete
        /// At the largest length.
        case length
        /// The server cut it for its content.
        case filtered
    }

    /// The text, as the model wrote it, without its reasoning.
    public var text: String
    /// How it ended.
    public var ending: Ending
    /// What the server reported, or `nil` where it reported nothing.
    public var usage: Usage?

    /// Reported tokens.
    public struct Usage: Sendable, Equatable {
        /// Of the prompt.
        public var prompt: Int
        /// Of the answer.
        public var completion: Int
        /// Together.
        public var total: Int

        /// Creates a report.
        public init(prompt: Int, completion: Int, total: Int) {
            self.prompt = prompt
            self.completion = completion
            self.total = total
        }
    }

    /// Creates an answer.
    public init(text: String, ending: Ending = .complete, usage: Usage? = nil) {
        self.text = text
        self.ending = ending
        self.usage = usage
    }
}
