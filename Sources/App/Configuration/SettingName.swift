/// The settings, by the name of their environment variable, in the order of the manual.
package enum SettingName: String, Sendable, CaseIterable {
    case host = "APP_HOST"
    case port = "APP_PORT"
    case dataDirectory = "APP_DATA_DIR"
    case allowedHosts = "APP_ALLOWED_HOSTS"
    case allowedOrigins = "APP_ALLOWED_ORIGINS"
    case allowedUsers = "APP_ALLOWED_USERS"
    case saveRoots = "APP_SAVE_ROOTS"
    case language = "APP_LANG"
    case logLevel = "APP_LOG_LEVEL"
    case apiBase = "OPENAI_API_BASE"
    case apiKey = "OPENAI_API_KEY"
    case model = "OPENAI_MODEL"
    case timeout = "OPENAI_TIMEOUT"
    case idleTimeout = "OPENAI_IDLE_TIMEOUT"
    case contextWindow = "CONTEXT_WINDOW"
    case replyReserve = "REPLY_RESERVE"
    case systemPrompt = "SYSTEM_PROMPT"
    case stream = "STREAM"
    case synologyBaseURL = "SYNOLOGY_BASE_URL"
    case synologyBotToken = "SYNOLOGY_BOT_TOKEN"
    case synologySlashTokens = "SYNOLOGY_SLASH_TOKENS"
    case synologyTLS = "SYNOLOGY_TLS"
    case synologyCAFile = "SYNOLOGY_CA_FILE"
    case sendInterval = "SYNOLOGY_SEND_INTERVAL"
    case maxConcurrent = "MAX_CONCURRENT"
    case userID = "PUID"
    case groupID = "PGID"
    case umask = "UMASK"
    case timeZone = "TZ"

    /// The flag without its dashes: the prefix `APP_` is dropped, every other word is kept, in lower case with `-`.
    package var flag: String { Self.flag(rawValue) }

    /// The variable that names a file holding the value; secrets alone have one.
    package var fileVariable: String? { setting.isSecret ? rawValue + "_FILE" : nil }

    /// The flag of ``fileVariable``.
    package var fileFlag: String? { fileVariable.map(Self.flag) }

    private static func flag(_ variable: String) -> String {
        let name = variable.hasPrefix("APP_") ? variable.dropFirst(4) : variable[...]
        return String(name.lowercased().map { $0 == "_" ? "-" : $0 })
    }
}
