/// What comes of a message: what is to be written, and what its sender is answered once that is durable.
public struct ReceptionDecision: Sendable, Equatable {
    /// Something to be written, in the transaction that the facts were read in.
    public enum Effect: Sendable, Equatable {
        /// Pin the message's token for this slash command.
        case pin(CommandName)
        /// A change of the writer's.
        case change(CommandEffect)
        /// Keep this text for an answer of the model, unless the message has come before.
        case keep(String)
        /// Keep the mark alone: the message needs no answer any more.
        case remember
    }

    /// How the request is answered.
    public enum Answer: Sendable, Equatable {
        /// Nothing is shown.
        case nothing
        /// The message has come before: nothing is shown.
        case duplicate
        /// This text.
        case text(String)
        /// File work first; its outcome gives the text.
        case file(FileRequest, CommandContext)
        /// Refused, for this reason, which is for the log.
        case forbidden(String)
    }

    /// What is to be written, in order.
    public var effects: [Effect]
    /// How the request is answered.
    public var answer: Answer

    /// Creates a decision.
    public init(effects: [Effect] = [], answer: Answer) {
        self.effects = effects
        self.answer = answer
    }
}
