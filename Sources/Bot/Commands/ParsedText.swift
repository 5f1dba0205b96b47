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
