internal import Dispatch
internal import SynoWire

/// The simulated Synology Chat as a process of its own: `simulate synology` with options.
public enum SynologySimulatorCommand {
    /// What `--help` prints.
    public static let help = """
        Options of the simulated Synology Chat:
          --host ADDRESS      where it listens (127.0.0.1)
          --port N            its port; 0 picks a free one, which the first line of output names (0)
          --user ID:NAME      a person; may be repeated (4:alice)
          --bot-token TOKEN   the bot's token
          --bot-url URL       the bot's outgoing URL
          --command /NAME=TOKEN   a slash command with its token; may be repeated
          --command-url URL   where slash commands are sent
          --interval SECONDS  the least time between two posts (0.5)
          --limit N           the longest text in UTF-16 units (2000)
          --timeout SECONDS   how long the bot has for its answer (10)
        """

    /// Why options cannot be used.
    public struct UsageError: Error, Equatable, CustomStringConvertible {
        /// One sentence: the option, and what is wrong.
        public let description: String
    }

    /// Reads options.
    ///
    /// - Throws: ``UsageError`` that names the option.
    public static func configuration(_ arguments: [String]) throws -> SynologyChatConfiguration {
        guard let token = SynoToken("simulated-bot-token") else { throw UsageError(description: "No bot token.") }
        var configuration = SynologyChatConfiguration(users: [], botToken: token)
        var commandURL: String?
        var rest = arguments[...]
        while let option = rest.popFirst() {
            guard let value = rest.popFirst() else { throw UsageError(description: "\(option) needs a value.") }
            if option == "--command-url" {
                commandURL = value
            } else {
                try apply(option, value, to: &configuration)
            }
        }
        if configuration.users.isEmpty { configuration.users = [SynoUser(userID: 4, username: "alice")] }
        for index in configuration.commands.indices { configuration.commands[index].url = commandURL }
        return configuration
    }

    private static func apply(_ option: String, _ value: String, to configuration: inout SynologyChatConfiguration)
        throws
    {
        let wrong = UsageError(description: "\(option) cannot be \(value); see --help.")
        func required<Value>(_ value: Value?) throws -> Value {
            guard let value else { throw wrong }
            return value
        }
        switch option {
        case "--host": configuration.host = value
        case "--port": configuration.port = try required(UInt16(value))
        case "--user":
            let parts = value.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let userID = Int64(parts[0]), userID > 0 else { throw wrong }
            configuration.users.append(SynoUser(userID: userID, username: String(parts[1])))
        case "--bot-token": configuration.botToken = try required(SynoToken(value))
        case "--bot-url": configuration.botURL = value
        case "--command":
            let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, parts[0].hasPrefix("/") else { throw wrong }
            configuration.commands.append(.init(name: parts[0], token: try required(SynoToken(parts[1]))))
        case "--interval": configuration.postInterval = try required(Double(value).flatMap { $0 >= 0 ? $0 : nil })
        case "--limit": configuration.textLimit = try required(Int(value).flatMap { $0 > 0 ? $0 : nil })
        case "--timeout": configuration.timeout = try required(Double(value).flatMap { $0 > 0 ? $0 : nil })
        default: throw UsageError(description: "\(option) is not an option; see --help.")
        }
    }

    /// Runs the simulator until the process ends.
    ///
    /// - Parameters:
    ///   - arguments: The options.
    ///   - print: Takes the lines of output; the first is `listening on URL`.
    /// - Returns: Never, but for `--help`, which is 0.
    /// - Throws: ``UsageError``, or an error of the server.
    public static func run(_ arguments: [String], print: (String) -> Void) throws -> Int32 {
        if arguments.contains("--help") {
            print(help)
            return 0
        }
        let server = try SynologyChatServer(configuration: try configuration(arguments))
        print("listening on \(server.baseURL)")
        withExtendedLifetime(server) { DispatchSemaphore(value: 0).wait() }
        return 0
    }
}
