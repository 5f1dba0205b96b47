/// The commands, by the word that a user types after the slash.
///
/// What each takes and says of itself is in ``CommandTable``.
public enum CommandName: String, Sendable, CaseIterable {
    /// Forgets the conversation.
    case clear
    /// Shows what the context costs.
    case totaltoken
    /// Asks the last question again.
    case retry
    /// Shows who the caller is and what is set.
    case whoami
    /// Creates the user.
    case newuser
    /// Sets the API key.
    case setapikey
    /// Sets the bot's token.
    case setbotkey
    /// Sets the URL of the NAS.
    case setbaseurl
    /// Sets the directory for transcripts.
    case setsavedir
    /// Shows that directory.
    case getsavedir
    /// Saves the conversation under a name.
    case saveas
    /// Saves the conversation under the local time.
    case savenow
    /// Lists the commands.
    case help
    /// Stops the answer being written.
    case stop
    /// Shows or chooses the model.
    case model
    /// Shows, sets or removes the system prompt.
    case system
    /// Shows the tokens used by day and month.
    case usage
    /// Shows or chooses the language.
    case lang
}

extension CommandName {
    /// Whether its answer depends on how many exchanges the conversation has, or on their tokens.
    public var showsCounts: Bool {
        switch self {
        case .clear, .totaltoken, .saveas, .savenow: true
        case .retry, .whoami, .newuser, .setapikey, .setbotkey, .setbaseurl, .setsavedir, .getsavedir, .help, .stop,
            .model,
            .system, .usage, .lang:
            false
        }
    }

    /// Whether a key or a token is among its arguments.
    public var carriesSecret: Bool {
        switch self {
        case .newuser, .setapikey, .setbotkey: true
        case .clear, .totaltoken, .retry, .whoami, .setbaseurl, .setsavedir, .getsavedir, .saveas, .savenow, .help,
            .stop,
            .model, .system, .usage, .lang:
            false
        }
    }

    /// Whether the command is one of the twelve for which the README has a slash command made; the others are typed to
    /// the bot.
    public var hasSlashCommand: Bool {
        switch self {
        case .clear, .totaltoken, .retry, .whoami, .newuser, .setapikey, .setbotkey, .setbaseurl, .setsavedir,
            .getsavedir,
            .saveas, .savenow:
            true
        case .help, .stop, .model, .system, .usage, .lang: false
        }
    }
}
