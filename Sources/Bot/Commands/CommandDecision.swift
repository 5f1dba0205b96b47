/// What comes of a command: changes and an answer, or file work first.
public struct CommandDecision: Sendable, Equatable {
    /// The changes, in order.
    public var effects: [CommandEffect]
    /// The answer or what must be done to know it.
    public var answer: Answer

    /// The answer to a command.
    public enum Answer: Sendable, Equatable {
        /// This text, once the effects are committed.
        case text(String)
        /// File work, whose outcome goes to ``CommandDecision/init(outcome:of:in:)`` for the answer.
        case file(FileRequest)
    }

    /// Creates a decision.
    public init(effects: [CommandEffect] = [], answer: Answer) {
        self.effects = effects
        self.answer = answer
    }

    /// The text, where there is one already.
    public var text: String? {
        if case .text(let text) = answer { return text }
        return nil
    }
}
