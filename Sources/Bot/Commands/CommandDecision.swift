public import Wire

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

/// A change that a command asks for.
///
/// The shell carries the effects out in order, in the transaction that read the
/// context.
public enum CommandEffect: Sendable, Equatable {
    /// Insert this user. The first effect wherever it occurs.
    case createUser(UserSettings)
    /// Set the caller's API key.
    case setAPIKey(Secret)
    /// Set the caller's bot token.
    case setBotToken(Secret)
    /// Set the caller's NAS.
    case setBaseURL(String)
    /// Set the caller's directory for transcripts.
    case setSaveDirectory(String)
    /// Set the caller's model; `nil` goes back to the owner's.
    case setModel(String?)
    /// Set the caller's system prompt; empty is "none", `nil` goes back to the owner's.
    case setSystemPrompt(String?)
    /// Set the caller's language.
    case setLanguage(Language)
    /// Forget the conversation, give up the answer being written and the questions that wait (DLV).
    case clearConversation
    /// Put the last question once more: drop its answer from the history, or begin the answer under way anew (DLV).
    case retry
    /// Give up the answer being written; its question stays the last one, without an answer (DLV).
    case stop
    /// The failure of ``CommandContext/undelivered`` has been told.
    case forgetDeliveryFailure
}
