import Conformance
import HTTPClient
import Service
import SynoWire
import Wire
import Platform

/// Why there is no report, in one sentence.
struct ConformanceMistake: Error {
    let message: String
    let exitCode: Int32

    init(_ message: String, exitCode: Int32 = ExitCode.usage) {
        self.message = message
        self.exitCode = exitCode
    }
}

/// What `conformance` was called for.
struct ConformanceRun {
    /// The flags of each kind of server beside its own.
    private static let companions = [
        "openai": ["key", "model", "window"],
        "synology": ["token", "user", "yes", "synology-tls", "synology-ca-file"],
        "bot": ["token", "user"],
    ]

    private let flags: [String: String]
    private let streams: StandardStreams

    init(_ invocation: Invocation) {
        flags = invocation.flags
        streams = invocation.streams
    }

    /// Runs it.
    func report() throws(ConformanceMistake) -> Report {
        let kinds = Self.companions.keys.filter { flags[$0] != nil }.sorted()
        guard kinds.count < 2 else {
            throw ConformanceMistake("--\(kinds[0]) and --\(kinds[1]) cannot stand together: one server at a time.")
        }
        let kind = kinds.first ?? ""
        for (name, others) in Self.companions.sorted(by: { $0.key < $1.key }) where kind.isEmpty {
            guard let flag = others.first(where: { flags[$0] != nil }) else { continue }
            throw ConformanceMistake("--\(flag) needs --\(name) beside it.")
        }
        for flag in Self.companions.values.joined().sorted() where flags[flag] != nil {
            guard Self.companions[kind]?.contains(flag) == true else {
                throw ConformanceMistake("--\(flag) means nothing beside --\(kind).")
            }
        }
        let url = flags[kind] ?? ""
        do {
            switch kind {
            case "openai": return try OpenAISuite.run(try openAI(url))
            case "synology": return try SynologySuite.run(try synology(url))
            case "bot": return try BotSuite.run(try bot(url))
            default: return BuiltInSuite.run()
            }
        } catch let error as HTTPClientError {
            let advice =
                error.kind == .tls && kind == "synology"
                ? " A NAS with a certificate of its own is trusted by --synology-ca-file or --synology-tls." : ""
            throw ConformanceMistake(
                "The server does not answer: \(error.message)\(advice)",
                exitCode: ExitCode.failure
            )
        } catch let error as ConformanceMistake {
            throw error
        } catch {
            throw ConformanceMistake("The report cannot be made: \(error)", exitCode: ExitCode.failure)
        }
    }

    private func openAI(_ url: String) throws(ConformanceMistake) -> OpenAITarget {
        let window = try number("window", 200_000, in: 1...10_000_000)
        return OpenAITarget(
            base: url,
            key: flags["key"],
            model: flags["model"] ?? "gpt-4o-mini",
            window: Int(window)
        )
    }

    private func synology(_ url: String) throws(ConformanceMistake) -> SynologyTarget {
        let base: SynoBaseURL
        do throws(EntryPointError) { base = try SynoBaseURL(url) } catch { throw ConformanceMistake(error.message) }
        let entry = ChatbotEntryPoint(base: base, token: try token())
        let policy = try tls()
        guard flags["user"] != nil else { return SynologyTarget(entry: entry, user: nil, tls: policy) }
        let user = try number("user", 0, in: 1...Int64.max)
        return SynologyTarget(entry: entry, user: mayPost(to: user) ? user : nil, tls: policy)
    }

    /// As `SYNOLOGY_TLS` and `SYNOLOGY_CA_FILE` say it for the bot.
    private func tls() throws(ConformanceMistake) -> TLSPolicy {
        let value = flags["synology-tls"] ?? "verify"
        guard let policy = SettingKind.tlsPolicy(value, caFile: flags["synology-ca-file"]) else {
            throw ConformanceMistake("--synology-tls must be \(SettingKind.tls.allowed).")
        }
        guard flags["synology-ca-file"] == nil || value == "verify" else {
            throw ConformanceMistake("--synology-ca-file means nothing beside --synology-tls \(value).")
        }
        return policy
    }

    private func bot(_ url: String) throws(ConformanceMistake) -> BotTarget {
        let user = try number("user", 4, in: 1...Int64.max)
        return BotTarget(url: url, token: try token(), user: user, now: WallClock.milliseconds())
    }

    /// Asks before anything appears on somebody's screen.
    private func mayPost(to user: Int64) -> Bool {
        if flags["yes"] != nil { return true }
        streams.writeError(
            "Up to \(SynologySuite.postCount) messages will be posted to the user \(user), as the bot. Type yes to go on; "
                + "anything else judges only what posts nothing."
        )
        let answer = String(decoding: streams.read(), as: UTF8.self)
        return answer.split(whereSeparator: \.isWhitespace).first.map { $0.lowercased() } == "yes"
    }

    private func token() throws(ConformanceMistake) -> Secret {
        guard let text = flags["token"] else { throw ConformanceMistake("--token is missing: the bot's token.") }
        guard let token = Secret(pastedToken: text) else {
            throw ConformanceMistake("--token must be the bot's token: 1 to 256 visible characters.")
        }
        return token
    }

    private func number(
        _ flag: String,
        _ fallback: Int64,
        in range: ClosedRange<Int64>
    ) throws(ConformanceMistake) -> Int64 {
        guard let text = flags[flag] else { return fallback }
        guard let number = Int64(text), range.contains(number) else {
            let bound = range.upperBound == .max ? "1 on" : "\(range.lowerBound) to \(range.upperBound)"
            throw ConformanceMistake("--\(flag) must be a number from \(bound).")
        }
        return number
    }
}
