import Bot
import Dispatch
import Glibc
import Service
import Simulator
import Synchronization
import SynoWire
import Wire

/// The bot with a simulated Synology Chat and a simulated model, all on loopback, in one process.
final class DemoStage: Sendable {
    private let chat: SynologyChatServer
    private let model: OpenAIServer
    private let bot: BotServer
    private let directory: String
    private static let slashCommands = CommandName.allCases.filter(\.hasSlashCommand).map(\.rawValue)
    /// Seconds to wait for an answer.
    private static let patience = 700.0

    /// Starts everything.
    ///
    /// - Parameters:
    ///   - settings: the owner's; where the bot listens, keeps its data, and whom it asks is decided here.
    ///   - log: the bot's.
    /// - Throws: ``StartError``, or an error of a simulator, where a port or a directory cannot be had.
    init(_ settings: Settings, log: Log) throws {
        model = try OpenAIServer(configuration: OpenAIConfiguration())
        guard let token = Secret(token: "DemoBotToken0000000000000000000000000000000000000000000000000000") else {
            throw StartError("The demo's bot token cannot be used.")
        }
        var people = SynologyChatConfiguration(
            users: [SynoUser(userID: 4, username: "alice"), SynoUser(userID: 5, username: "bob")],
            botToken: token
        )
        people.postInterval = 0
        people.timeout = Self.patience
        chat = try SynologyChatServer(configuration: people)
        directory = try Self.temporaryDirectory()
        var configuration = Configuration(settings, home: nil)
        configuration.hosts = ["127.0.0.1"]
        configuration.port = 0
        configuration.dataDirectory = directory
        configuration.allowedHosts = []
        configuration.allowedUsers = []
        configuration.slashTokens = []
        configuration.sendInterval = 0
        configuration.bot.apiBase = model.baseURL
        configuration.bot.baseURL = chat.baseURL
        configuration.bot.botToken = token
        configuration.bot.saveRoots = [directory]
        bot = try BotServer(configuration, log: log)
        bot.start()
        let address = "http://127.0.0.1:\(bot.port)"
        chat.configure { chat in
            chat.botURL = "\(address)/"
            chat.commands = Self.slashCommands.map { name in
                SynologyChatConfiguration.Command(
                    name: "/\(name)",
                    token: Secret(token: "DemoSlashToken-\(name)") ?? token,
                    url: "\(address)/webhook"
                )
            }
        }
    }

    /// Where the bot listens.
    var address: String { "http://127.0.0.1:\(bot.port)" }

    /// The slash commands as Chat lists them.
    var commands: [String] { Self.slashCommands.map { "/\($0)" } }

    /// The directory of the demo, gone after ``stop()``.
    var dataDirectory: String { directory }

    /// Ends everything and removes the data.
    func stop() {
        bot.stop(seconds: 2)
        chat.stop()
        model.stop()
        for name in ["bot.sqlite3", "bot.sqlite3-wal", "bot.sqlite3-shm", "bot.lock"] { unlink("\(directory)/\(name)") }
        // Fails, as it should, where the user saved transcripts: they are kept.
        rmdir(directory)
    }

    /// Types a line as a user and waits until everything that comes of it has come.
    ///
    /// - Returns: what the user then sees, in order; empty where nothing came.
    func type(_ text: String, as name: String) -> [(speaker: String, text: String)] {
        let user = userID(of: name)
        let before = chat.posts(to: user).count
        let isSlash = commands.contains(String(text.prefix { $0 != " " }))
        let outcome = Mutex<TypingOutcome?>(nil)
        let done = DispatchSemaphore(value: 0)
        chat.type(text, as: user) { result in
            outcome.withLock { $0 = result }
            done.signal()
        }
        done.wait()
        var seen: [(speaker: String, text: String)] = []
        var skipped = before
        switch outcome.withLock({ $0 }) {
        case .answered(let answer):
            seen.append(("cmd", answer))
            // On the bot route the answer to the request is also one of the bot's posts.
            if !isSlash { skipped += 1 }
        case .failed: seen.append(("bot", ChatEntry.botFailure))
        default: break
        }
        settle()
        return seen + chat.posts(to: user).dropFirst(skipped).map { ("bot", $0.text) }
    }

    /// The id of a person, who joins Chat now if nobody of that name is there.
    private func userID(of name: String) -> Int64 {
        let found = Mutex<Int64>(0)
        chat.configure { chat in
            if let user = chat.users.first(where: { $0.username == name }) {
                return found.withLock { $0 = user.userID }
            }
            let next = (chat.users.map(\.userID).max() ?? 3) + 1
            chat.users.append(SynoUser(userID: next, username: name))
            found.withLock { $0 = next }
        }
        return found.withLock { $0 }
    }

    private func settle() {
        let deadline = DispatchTime.now() + Self.patience
        while DispatchTime.now() < deadline {
            let isSettled = Mutex(false)
            let done = DispatchSemaphore(value: 0)
            bot.isSettled { answer in
                isSettled.withLock { $0 = answer }
                done.signal()
            }
            done.wait()
            if isSettled.withLock({ $0 }) { return }
            usleep(5_000)
        }
    }

    private static func temporaryDirectory() throws(StartError) -> String {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/synology-chatgpt-demo-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw StartError("No temporary directory can be made in \(base).") }
        return String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
