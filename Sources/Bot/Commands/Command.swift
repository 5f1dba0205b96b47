/// A command as it was typed, its arguments unwrapped but not yet judged.
public struct Command: Sendable, Equatable {
    /// Which command.
    public let name: CommandName
    /// The arguments; for a command of ``ArgumentRule/text`` one, the whole text, or none.
    public let arguments: [String]

    /// Creates a command.
    public init(_ name: CommandName, _ arguments: [String] = []) {
        self.name = name
        self.arguments = arguments
    }
}

/// By which way a text reached the bot.
public enum CommandRoute: Sendable, Equatable {
    /// The slash commands' URL: every text is a command.
    case slash
    /// The bot's own conversation: a text may be a command.
    case bot
}

/// What a text turned out to be.
public enum ParsedText: Sendable, Equatable {
    /// A command.
    case command(Command)
    /// Something that was meant as a command but is none; `nearest` is the name it was perhaps meant to be.
    case unknown(word: String, nearest: CommandName?)
    /// Something that begins with the name of a command that carries a secret and does not say clearly what it is: nobody
    /// but the caller may see it.
    case withheld(CommandName)
    /// A message for the model: the text as it came, without white space around it.
    case message(String)
    /// Nothing but white space.
    case empty
}
