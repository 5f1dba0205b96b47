extension SettingName {
    /// The table from which the help, `config show` and the checks are made.
    package var setting: Setting {
        switch self {
        case .host, .port, .dataDirectory, .allowedHosts, .allowedOrigins, .allowedUsers, .saveRoots, .language,
            .logLevel:
            application
        case .apiBase, .apiKey, .model, .timeout, .idleTimeout, .maxConcurrent: model
        case .contextWindow, .replyReserve, .systemPrompt, .stream: conversation
        case .synologyBaseURL, .synologyBotToken, .synologySlashTokens, .synologyTLS, .synologyCAFile, .sendInterval:
            synology
        case .userID, .groupID, .umask, .timeZone: account
        }
    }

    private var application: Setting {
        switch self {
        case .host: Setting(.list, "0.0.0.0", "addresses to listen on, separated by commas; `::` takes IPv4 too")
        case .port: Setting(.whole(0...65_535), "8000", "port to listen on; 0 picks a free one, which the log names")
        case .dataDirectory:
            Setting(.path, "./data", "database and transcripts", fallbackText: "./data (container: /app/data)")
        case .allowedHosts: Setting(.list, "*", "Host names that requests may be addressed to, separated by commas")
        case .allowedOrigins:
            Setting(
                .origins,
                nil,
                "origins of web pages that may post to the bot, separated by commas; Chat needs none"
            )
        case .allowedUsers: Setting(.userIDs, "*", "user ids that may talk to the bot, separated by commas")
        case .saveRoots:
            Setting(
                .paths,
                nil,
                "absolute directories beneath which /setsavedir may point, separated by `:`",
                fallbackText: "the data directory and the account's home"
            )
        case .language: Setting(.choice(["zh", "en"]), "zh", "language of a new user")
        default:
            Setting(
                .choice(["debug", "info", "warning", "error"]),
                "info",
                "least level that is logged, one line per event on standard error",
                aliases: ["LOG_LEVEL"]
            )
        }
    }

    private var model: Setting {
        switch self {
        case .apiBase:
            Setting(
                .webAddress,
                "https://api.openai.com/v1",
                "any OpenAI-compatible server",
                aliases: ["OPENAI_BASE_URL"]
            )
        case .apiKey: Setting(.token, nil, "key for users without their own; a server may need none", isSecret: true)
        case .model: Setting(.word, "gpt-4o-mini", "model until the user chooses with /model")
        case .timeout: Setting(.decimal(1...86_400), "600", "seconds for a whole answer")
        case .idleTimeout: Setting(.decimal(1...86_400), "60", "seconds without a byte of the answer")
        default: Setting(.whole(1...1000), "64", "model calls at a time; the rest waits in the database")
        }
    }

    private var conversation: Setting {
        switch self {
        case .contextWindow:
            Setting(
                .whole(64...10_000_000),
                "4096",
                "tokens of prompt and reply together; a smaller window that the model server states counts instead"
            )
        case .replyReserve: Setting(.whole(1...9_999_999), "1024", "tokens of the window kept free for the reply")
        case .systemPrompt: Setting(.text, nil, "system prompt until the user sets one with /system")
        default: Setting(.choice(["paragraph", "off"]), "paragraph", "`off` asks for answers in one piece")
        }
    }

    private var synology: Setting {
        switch self {
        case .synologyBaseURL: Setting(.nasAddress, nil, "the NAS, for users who set none")
        case .synologyBotToken: Setting(.token, nil, "the bot's token, for users who set none", isSecret: true)
        case .synologySlashTokens:
            Setting(
                .tokens,
                nil,
                "tokens of the slash commands, separated by commas; none pins each command's token on first use",
                isSecret: true
            )
        case .synologyTLS: Setting(.tls, "verify", "how an https NAS is judged: verify, insecure, or pin:sha256//…")
        case .synologyCAFile: Setting(.path, nil, "PEM file of the authority that signed the NAS's certificate")
        default: Setting(.decimal(0...3600), "0.6", "seconds between two posts to one NAS")
        }
    }

    private var account: Setting {
        switch self {
        case .userID: Setting(.whole(0...4_294_967_294), nil, "user id to run as, when started as root")
        case .groupID: Setting(.whole(0...4_294_967_294), nil, "group id to run as, when started as root")
        case .umask: Setting(.octal, nil, "file mode creation mask, three octal digits", fallbackText: "inherited")
        default:
            Setting(.text, nil, "time zone of log and file names, for example Asia/Shanghai", fallbackText: "inherited")
        }
    }
}
