import Bot
package import Service
import SynoWire
import Wire

extension Configuration {
    /// Reads the checked settings.
    ///
    /// - Parameters:
    ///   - settings: The settings.
    ///   - home: The home directory of the account that runs the bot, which is one of the default save roots.
    package init(_ settings: Settings, home: String?) {
        self.init()
        hosts = Self.list(settings, .host)
        port = UInt16(clamping: Self.whole(settings, .port))
        dataDirectory = settings.dataDirectory
        allowedHosts = Set(Self.open(settings, .allowedHosts).map { $0.lowercased() })
        allowedOrigins = Set(Self.list(settings, .allowedOrigins).compactMap { HTTPOrigin($0)?.text })
        allowedUsers = Set(Self.open(settings, .allowedUsers).compactMap(Int64.init))
        answerTimeout = Self.decimal(settings, .timeout)
        idleTimeout = Self.decimal(settings, .idleTimeout)
        isStreaming = settings[.stream] != "off"
        slashTokens = Self.list(settings, .synologySlashTokens).map { Secret($0) }
        synologyTLS =
            settings[.synologyTLS].flatMap { SettingKind.tlsPolicy($0, caFile: settings[.synologyCAFile]) }
            ?? .verify(caFile: nil)
        sendInterval = Self.decimal(settings, .sendInterval)
        maximumCalls = Self.whole(settings, .maxConcurrent)
        bot = Self.bot(settings, dataDirectory, home)
    }

    private static func bot(_ settings: Settings, _ dataDirectory: String, _ home: String?) -> BotDefaults {
        var bot = BotDefaults()
        bot.language = settings[.language].flatMap { Language(rawValue: $0) } ?? .zh
        bot.apiBase = settings[.apiBase].flatMap { WebAddress($0) }?.text ?? bot.apiBase
        bot.apiKey = settings[.apiKey].map { Secret($0) }
        bot.model = settings[.model] ?? bot.model
        bot.systemPrompt = settings[.systemPrompt]
        bot.baseURL = settings[.synologyBaseURL].flatMap { try? SynoBaseURL($0) }?.text
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

    /// The items of a list in which `*` means everything.
    private static func open(_ settings: Settings, _ name: SettingName) -> [String] {
        let items = list(settings, name)
        return items.contains("*") ? [] : items
    }
}

extension Settings {
    /// The data directory, as given.
    package var dataDirectory: String { self[.dataDirectory] ?? "./data" }

    /// The least level that is logged.
    package var logLevel: Log.Level { self[.logLevel].flatMap { Log.Level(rawValue: $0) } ?? .info }

    /// User and group to run as and the mask, where given.
    package var account: AccountWish {
        AccountWish(
            user: self[.userID].flatMap(UInt32.init),
            group: self[.groupID].flatMap(UInt32.init),
            mask: self[.umask].flatMap { UInt32($0, radix: 8) }
        )
    }
}
