/// One line of the command table: all that the parser, `/help` and the README know about a command.
public struct CommandEntry: Sendable, Equatable {
    /// The command.
    public let name: CommandName
    /// Its Chinese names; the first is the one that is shown.
    public let aliases: [String]
    /// How its arguments are written, empty for none: `BaseURL [BotKey]`.
    public let arguments: String
    /// How many it takes.
    public let rule: ArgumentRule
    /// A call with plausible arguments, without the slash's word: shown where an argument is missing.
    public let example: String
    /// What it does, in Chinese, in a few words.
    public let chinese: String
    /// What it does, in English, in a few words.
    public let english: String

    /// The Chinese name that is shown.
    public var alias: String { aliases.first ?? "" }

    /// What it does, in a few words.
    public func summary(_ language: Language) -> String { language == .zh ? chinese : english }

    /// The command as it is typed: `/setapikey KEY`.
    public var usage: String { arguments.isEmpty ? "/\(name.rawValue)" : "/\(name.rawValue) \(arguments)" }

    /// The command with plausible arguments: `/saveas meeting`.
    public var sample: String { example.isEmpty ? "/\(name.rawValue)" : "/\(name.rawValue) \(example)" }
}

/// How many arguments a command takes (CMD-020 to CMD-024).
public enum ArgumentRule: Sendable, Equatable {
    /// None at all.
    case none
    /// So many words; a wrapped text with spaces is one word.
    case words(ClosedRange<Int>)
    /// Everything behind the command's word, as it stands, or nothing.
    case text
}
