import App
import Bot
import HTTPClient
import Service
import TestSupport
import Testing

@Suite struct SettingsTests {
    private func settings(
        _ environment: [String: String] = [:],
        _ flags: [String: String] = [:],
        files: [String: String] = [:]
    ) throws -> Settings {
        try Settings(environment: environment, flags: flags) { path in
            files[path].map { .success($0) } ?? .failure(SettingsError(lines: ["no such file."]))
        }
    }

    private func lines(_ environment: [String: String], _ flags: [String: String] = [:]) -> [String] {
        do {
            _ = try settings(environment, flags)
            return []
        } catch { return (error as? SettingsError)?.lines ?? ["\(error)"] }
    }

    @Test func `without anything every default of the table applies`() throws {
        let settings = try settings()
        #expect(settings.entries.map(\.name) == SettingName.allCases)
        #expect(settings.entries.allSatisfy { $0.origin == .fallback && $0.value == $0.name.setting.fallback })
        for entry in settings.entries { if let value = entry.value { #expect(entry.name.setting.kind.accepts(value)) } }
        let configuration = Configuration(settings, home: "/home/a")
        #expect(configuration.hosts == ["0.0.0.0"] && configuration.port == 8000)
        #expect(configuration.dataDirectory == "./data" && configuration.bot.saveRoots == ["./data", "/home/a"])
        #expect(configuration.allowedHosts.isEmpty && configuration.allowedUsers.isEmpty && configuration.isStreaming)
        #expect(configuration.allowedOrigins.isEmpty)
        #expect(configuration.answerTimeout == 600 && configuration.idleTimeout == 60)
        #expect(configuration.sendInterval == 0.6 && configuration.maximumCalls == 64)
        #expect(configuration.synologyTLS == .verify(caFile: nil) && settings.account == AccountWish())
        #expect(configuration.bot.contextWindow == 4096 && configuration.bot.replyReserve == 1024)
        var unset = Configuration()
        unset.bot.saveRoots = configuration.bot.saveRoots
        #expect(configuration == unset)
    }

    @Test func `a flag wins over a variable, a variable over an alias, an alias over the default`() throws {
        let base = SettingName.apiBase
        let both = ["OPENAI_API_BASE": "http://b/", "OPENAI_BASE_URL": "http://c"]
        #expect(try settings(both, ["openai-api-base": "http://a"])[base] == "http://a")
        #expect(try settings(both)[base] == "http://b/")
        let alias = try settings(["OPENAI_BASE_URL": "http://c"])
        #expect(alias[base] == "http://c")
        #expect(alias.entries.first { $0.name == base }?.origin.description == "OPENAI_BASE_URL")
        #expect(try settings(["OPENAI_API_BASE": "", "OPENAI_BASE_URL": "http://c"])[base] == "http://c")
    }

    @Test func `a flag drops APP_ and keeps every other word`() {
        #expect(SettingName.port.flag == "port" && SettingName.dataDirectory.flag == "data-dir")
        #expect(SettingName.apiBase.flag == "openai-api-base" && SettingName.synologyCAFile.flag == "synology-ca-file")
        let flags = SettingName.allCases.flatMap { [$0.flag, $0.fileFlag].compactMap { $0 } }
        #expect(Set(flags).count == flags.count)
    }

    @Test func `an empty variable is not set, an empty flag gives the default back`() throws {
        #expect(try settings(["APP_PORT": ""])[.port] == "8000")
        let cleared = try settings(["OPENAI_API_KEY": "secret-of-the-environment"], ["openai-api-key": ""])
        #expect(cleared[.apiKey] == nil)
        #expect(cleared.entries.first { $0.name == .apiKey }?.origin == .fallback)
    }

    @Test func `a secret may be given as a file, and only a secret`() throws {
        let files = ["/run/key": "sk-from-a-file", "/run/other": "sk-other"]
        let settings = try settings(["OPENAI_API_KEY_FILE": "/run/key"], files: files)
        #expect(settings[.apiKey] == "sk-from-a-file")
        let entry = settings.entries.first { $0.name == .apiKey }
        #expect(entry?.origin == .file(path: "/run/key", named: "OPENAI_API_KEY_FILE"))
        #expect(entry?.origin.description == "OPENAI_API_KEY_FILE (/run/key)")
        let flag = try self.settings(["OPENAI_API_KEY": "x"], ["openai-api-key-file": "/run/other"], files: files)
        #expect(flag[.apiKey] == "sk-other")
        #expect(
            SettingName.allCases.filter { $0.fileVariable != nil } == [
                .apiKey, .synologyBotToken, .synologySlashTokens,
            ]
        )
    }

    @Test func `a value and its file together are refused, as a missing file is`() {
        let both = lines(["OPENAI_API_KEY": "a", "OPENAI_API_KEY_FILE": "b"])
        #expect(both == ["OPENAI_API_KEY and OPENAI_API_KEY_FILE are both given: give one of them."])
        let flags = lines([:], ["openai-api-key": "a", "openai-api-key-file": "b"])
        #expect(flags == ["--openai-api-key and --openai-api-key-file are both given: give one of them."])
        #expect(lines(["OPENAI_API_KEY_FILE": "/x"]) == ["OPENAI_API_KEY_FILE=/x: no such file."])
    }

    @Test(.proves("SEC-070")) func `all mistakes come at once, each names the source, the value and what is allowed`() {
        let found = lines(
            ["APP_PORT": "70000", "STREAM": "yes", "SYNOLOGY_BOT_TOKEN": "a very secret token"],
            ["lang": "de"]
        )
        #expect(
            found == [
                "APP_PORT=70000: must be a whole number from 0 to 65535.", "--lang=de: must be zh or en.",
                "STREAM=yes: must be paragraph or off.",
                "SYNOLOGY_BOT_TOKEN=a v…oken: must be printable ASCII without spaces, at most 4096 characters.",
            ]
        )
    }

    @Test(.proves("SEC-095")) func `a slip in the list of users opens the bot to nobody`() {
        for slip in ["alice", "4,alice", "4;7", ",", "9223372036854775808"] {
            #expect(
                lines(["APP_ALLOWED_USERS": slip]) == [
                    "APP_ALLOWED_USERS=\(slip): must be user ids separated by commas, for example 4,7, or * for everybody."
                ]
            )
        }
    }

    @Test func `a reserve that fills the window is refused`() {
        #expect(
            lines(["CONTEXT_WINDOW": "1000", "REPLY_RESERVE": "1000"]) == [
                "REPLY_RESERVE=1000: must be less than CONTEXT_WINDOW, which is 1000."
            ]
        )
    }

    @Test(.proves("SEC-071")) func `a secret is shown as its mask alone`() throws {
        let settings = try settings([
            "OPENAI_API_KEY": "sk-abcdefghijklmnop", "SYNOLOGY_SLASH_TOKENS": "first-token-1234,short",
        ])
        let shown = settings.entries.map(\.shown)
        #expect(shown.contains("sk-…mnop") && shown.contains("fir…1234,••••"))
        #expect(!shown.joined().contains("abcdefgh"))
    }

    @Test func `a variable that looks like a slip is named with its neighbour`() throws {
        let warnings = try settings(["APP_PROT": "1", "SYNOLOGY_XYZZY_PLUGH": "1", "OPENAI_ORG_ID": "o", "PATH": "/"])
            .warnings
        #expect(warnings == ["APP_PROT is no setting; did you mean APP_PORT?", "SYNOLOGY_XYZZY_PLUGH is no setting."])
    }

    @Test(.proves("SEC-006")) func `the owner's NAS keeps the owner's token, however both were typed`() throws {
        for (setting, typed) in [
            ("http://NAS.local:5000", "http://NAS.local:5000"), ("http://nas.local:5000/", "HTTP://NAS.LOCAL:5000"),
            ("https://nas:443", "https://nas/webapi/entry.cgi"),
        ] {
            let bot = Configuration(
                try settings(["SYNOLOGY_BASE_URL": setting, "SYNOLOGY_BOT_TOKEN": "shared-token-0123"]),
                home: nil
            ).bot
            let context = CommandContext(
                userID: 4,
                userName: "wang",
                user: UserSettings(id: 4, name: "wang"),
                defaults: bot
            )
            let decision = CommandDecision(.command(Command(.setbaseurl, [typed])), in: context)
            guard case .setBaseURL(let base) = decision.effects.first else { return #expect(Bool(false), "\(typed)") }
            #expect(base == bot.baseURL)
            var user = UserSettings(id: 4, name: "wang")
            user.baseURL = base
            #expect(user.botToken(bot) == bot.botToken)
        }
    }

    @Test func `every setting reaches the configuration`() throws {
        let settings = try settings([
            "APP_HOST": "127.0.0.1, ::1", "APP_PORT": "0", "APP_DATA_DIR": "/d",
            "APP_ALLOWED_HOSTS": "NAS.local,bot",
            "APP_ALLOWED_ORIGINS": "https://Page.example:443/, http://a:8080",
            "APP_ALLOWED_USERS": "5,7", "APP_SAVE_ROOTS": "/a:/b", "APP_LANG": "en", "LOG_LEVEL": "debug",
            "OPENAI_API_BASE": "http://x/v1//", "OPENAI_API_KEY": "k", "OPENAI_MODEL": "m", "OPENAI_TIMEOUT": "5.5",
            "OPENAI_IDLE_TIMEOUT": "2", "CONTEXT_WINDOW": "8192", "REPLY_RESERVE": "2",
            "SYSTEM_PROMPT": "Be\nbrief",
            "STREAM": "off", "SYNOLOGY_BASE_URL": "https://nas:5001/", "SYNOLOGY_BOT_TOKEN": "t",
            "SYNOLOGY_SLASH_TOKENS": "a, b", "SYNOLOGY_CA_FILE": "/ca.pem", "SYNOLOGY_SEND_INTERVAL": "0",
            "MAX_CONCURRENT": "3", "PUID": "1026", "PGID": "100", "UMASK": "077",
        ])
        let configuration = Configuration(settings, home: "/home/x")
        #expect(configuration.hosts == ["127.0.0.1", "::1"] && configuration.port == 0)
        #expect(configuration.allowedHosts == ["nas.local", "bot"] && configuration.allowedUsers == [5, 7])
        #expect(configuration.allowedOrigins == ["https://page.example", "http://a:8080"])
        #expect(configuration.bot.saveRoots == ["/a", "/b"] && configuration.bot.language == .en)
        #expect(settings.logLevel == .debug && configuration.bot.apiBase == "http://x/v1")
        #expect(configuration.bot.apiKey?.exposed == "k" && configuration.bot.model == "m")
        #expect(configuration.answerTimeout == 5.5 && configuration.idleTimeout == 2)
        #expect(configuration.bot.contextWindow == 8192 && configuration.bot.replyReserve == 2)
        #expect(configuration.bot.systemPrompt == "Be\nbrief" && !configuration.isStreaming)
        #expect(configuration.bot.baseURL == "https://nas:5001" && configuration.bot.botToken?.exposed == "t")
        #expect(configuration.slashTokens.map(\.exposed) == ["a", "b"])
        #expect(configuration.synologyTLS == .verify(caFile: "/ca.pem") && configuration.sendInterval == 0)
        #expect(configuration.maximumCalls == 3)
        #expect(settings.account == AccountWish(user: 1026, group: 100, mask: 0o077))
    }
}
