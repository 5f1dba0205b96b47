public import Wire

/// The owner's configuration, as far as the bot's decisions depend on it.
public struct BotDefaults: Sendable, Equatable {
    /// `APP_LANG`.
    public var language: Language = .zh
    /// `OPENAI_API_BASE`.
    public var apiBase: String = "https://api.openai.com/v1"
    /// `OPENAI_API_KEY`.
    public var apiKey: Secret?
    /// `OPENAI_MODEL`.
    public var model: String = "gpt-4o-mini"
    /// `SYSTEM_PROMPT`.
    public var systemPrompt: String?
    /// `SYNOLOGY_BASE_URL`, as `SynoBaseURL` writes it.
    public var baseURL: String?
    /// `SYNOLOGY_BOT_TOKEN`.
    public var botToken: Secret?
    /// `CONTEXT_WINDOW`: tokens of prompt and reply together.
    public var contextWindow: Int = 4096
    /// `REPLY_RESERVE`: tokens kept free for the reply.
    public var replyReserve: Int = 1024
    /// `APP_SAVE_ROOTS`: the directories beneath which `/setsavedir` may point.
    public var saveRoots: [String] = []

    /// The defaults of a bot without any configuration.
    public init() {}

    /// What prompt and reply may have: as the owner wants it, within what the model's server has stated (CMD-066).
    ///
    /// `stated` are the windows that the server has stated, in tokens, by model (OAI-045).
    public func limits(of model: String, stated: [String: Int]) -> WindowLimits {
        let wanted = WindowLimits(window: contextWindow, reserve: replyReserve)
        return stated[model].map(wanted.narrowed) ?? wanted
    }

    /// True where the model server is OpenAI's own, which answers nobody without a key.
    ///
    /// Any other server may need none, so a user without a key is let through and the server decides.
    public var needsAPIKey: Bool {
        let text = apiBase.lowercased()
        return text.hasPrefix("https://api.openai.com") || text.hasPrefix("http://api.openai.com")
    }
}
