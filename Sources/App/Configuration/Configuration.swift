public import Bot
public import HTTPClient

/// The settings as the program uses them.
public struct Configuration: Sendable {
    /// Addresses to listen on.
    public var hosts: [String]
    /// The port; 0 for a free one.
    public var port: UInt16
    /// The data directory, as given.
    public var dataDirectory: String
    /// Host names accepted, in lower case; empty for all.
    public var allowedHosts: Set<String>
    /// Origins of web pages that may post, as browsers write them; empty for none.
    public var allowedOrigins: Set<String>
    /// User ids accepted; empty for all.
    public var allowedUsers: Set<Int64>
    /// The least level that is logged.
    public var logLevel: Log.Level
    /// What the bot's decisions depend on, the save roots among them.
    public var bot: BotDefaults
    /// Seconds for a whole answer of the model.
    public var answerTimeout: Double
    /// Seconds without a byte of the answer.
    public var idleTimeout: Double
    /// Whether requests go out with `stream` and answers arrive by paragraph.
    public var isStreaming: Bool
    /// Tokens of slash commands; empty pins on first use.
    public var slashTokens: [Secret]
    /// How an https NAS is judged.
    public var synologyTLS: TLSPolicy
    /// Seconds between two posts to one NAS.
    public var sendInterval: Double
    /// Seconds until the database is asked again after a failure; no setting.
    public var storeWait = 1.0
    /// Model calls at a time.
    public var maximumCalls: Int
    /// User and group to run as and the mask, where given.
    public var account: AccountWish

    /// Reads the checked settings.
    ///
    /// - Parameters:
    ///   - settings: The settings.
    ///   - home: The home directory of the account that runs the bot, which is one of the default save roots.
    public init(_ settings: Settings, home: String?) {
        hosts = Self.list(settings, .host)
        port = UInt16(clamping: Self.whole(settings, .port))
        dataDirectory = settings[.dataDirectory] ?? "./data"
        allowedHosts = Set(Self.open(settings, .allowedHosts).map { $0.lowercased() })
        allowedOrigins = Set(Self.list(settings, .allowedOrigins).compactMap(SettingKind.origin))
        allowedUsers = Set(Self.open(settings, .allowedUsers).compactMap(Int64.init))
        logLevel = settings[.logLevel].flatMap { Log.Level(rawValue: $0) } ?? .info
        answerTimeout = Self.decimal(settings, .timeout)
        idleTimeout = Self.decimal(settings, .idleTimeout)
        isStreaming = settings[.stream] != "off"
        slashTokens = Self.list(settings, .synologySlashTokens).map { Secret($0) }
        synologyTLS =
            settings[.synologyTLS].flatMap { SettingKind.tlsPolicy($0, caFile: settings[.synologyCAFile]) }
            ?? .verify(caFile: nil)
        sendInterval = Self.decimal(settings, .sendInterval)
        maximumCalls = Self.whole(settings, .maxConcurrent)
        account = AccountWish(
            user: settings[.userID].flatMap(UInt32.init),
            group: settings[.groupID].flatMap(UInt32.init),
            mask: settings[.umask].flatMap { UInt32($0, radix: 8) }
        )
        bot = Self.bot(settings, dataDirectory, home)
    }

    private static func bot(_ settings: Settings, _ dataDirectory: String, _ home: String?) -> BotDefaults {
        var bot = BotDefaults()
        bot.language = settings[.language].flatMap { Language(rawValue: $0) } ?? .zh
        bot.apiBase = settings[.apiBase].flatMap { WebAddress($0, allowsQuery: true) }?.text ?? bot.apiBase
        bot.apiKey = settings[.apiKey].map { Secret($0) }
        bot.model = settings[.model] ?? bot.model
        bot.systemPrompt = settings[.systemPrompt]
        bot.baseURL = settings[.synologyBaseURL].flatMap { WebAddress($0, allowsQuery: false) }?.text
        bot.botToken = settings[.synologyBotToken].map { Secret($0) }
        bot.contextWindow = whole(settings, .contextWindow)
        bot.replyReserve = whole(settings, .replyReserve)
        bot.saveRoots =
            settings[.saveRoots].map { $0.split(separator: ":").map(String.init) } ?? [dataDirectory]
            + [home].compactMap { $0 }
        return bot
    }

    private static func whole(_ settings: Settings, _ name: SettingName) -> Int {
        settings[name].flatMap(SettingKind.whole) ?? 0
    }

    private static func decimal(_ settings: Settings, _ name: SettingName) -> Double {
        settings[name].flatMap(SettingKind.decimal) ?? 0
    }

    private static func list(_ settings: Settings, _ name: SettingName) -> [String] {
        settings[name].map(SettingKind.items) ?? []
    }

    /// The items of a list in which `*` stands for everything.
    private static func open(_ settings: Settings, _ name: SettingName) -> [String] {
        let items = list(settings, name)
        return items.contains("*") ? [] : items
    }
}
