/// By which way a text reached the bot.
public enum CommandRoute: Sendable, Equatable {
    /// The slash commands' URL: every text is a command.
    case slash
    /// The bot's own conversation: a text may be a command.
    case bot
}
