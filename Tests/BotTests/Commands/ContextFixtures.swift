import Bot
import Wire

extension CommandContext {
    /// Wang, who has set nothing yet.
    static func stranger(_ language: Language = .en, defaults change: (inout BotDefaults) -> Void = { _ in }) -> Self {
        var defaults = BotDefaults()
        defaults.language = language
        defaults.saveRoots = ["/app/data", "/home/bot"]
        change(&defaults)
        return CommandContext(userID: 4, userName: "wang", defaults: defaults)
    }

    /// Wang, who has set everything and talked.
    static func regular(
        _ language: Language = .en,
        defaults change: (inout BotDefaults) -> Void = { _ in },
        user adjust: (inout UserSettings) -> Void = { _ in }
    ) -> Self {
        var context = stranger(.zh, defaults: change)
        var user = UserSettings(id: 4, name: "wang")
        user.language = language
        user.baseURL = "http://nas:5000"
        user.botToken = Secret("bot-token-0123456789")
        user.apiKey = Secret("sk-0123456789abcdef")
        user.saveDirectory = "/app/data/wang"
        adjust(&user)
        context.user = user
        context.conversation.exchanges = 3
        context.conversation.tokens = 120
        context.conversation.exchangesInWindow = 2
        context.conversation.tokensInWindow = 100
        context.conversation.systemTokens = 9
        context.conversation.lastQuestion = .answered
        context.conversation.lastReported = ReportedUsage(prompt: 113, completion: 20, total: 133, counted: 112)
        return context
    }

    /// The same caller after a change.
    func with(_ change: (inout CommandContext) -> Void) -> Self {
        var context = self
        change(&context)
        return context
    }
}

/// Types a line and returns what is decided.
func type(_ line: String, _ context: CommandContext, route: CommandRoute = .slash) -> CommandDecision {
    CommandDecision(CommandParser.parse(line, route: route), in: context)
}
