import SynoWire
import Wire

/// The simulated Synology Chat as a process of its own: `simulate synology` with options.
package enum SynologySimulatorCommand {
    /// What `--help` prints.
    package static let help = """
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

    /// Reads options.
    ///
    /// - Throws: an error that names the option.
    package static func configuration(_ arguments: [String]) throws(SimulatorUsageError) -> SynologyChatConfiguration {
        guard let token = Secret(token: "simulated-bot-token") else {
            throw SimulatorUsageError(description: "No bot token.")
        }
        var configuration = SynologyChatConfiguration(users: [], botToken: token)
        var commandURL: String?
        try SimulatorOptions.read(arguments) { option, value in
            if option == "--command-url" {
                commandURL = value
                return true
            }
            return apply(option, value, to: &configuration)
        }
        if configuration.users.isEmpty { configuration.users = [SynoUser(userID: 4, username: "alice")] }
        for index in configuration.commands.indices { configuration.commands[index].url = commandURL }
        return configuration
    }

    private static func apply(
        _ option: String,
        _ value: String,
        to configuration: inout SynologyChatConfiguration
    ) -> Bool? {
        switch option {
        case "--host": configuration.host = value
        case "--port":
            guard let port = UInt16(value) else { return nil }
            configuration.port = port
        case "--user":
            let parts = value.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let userID = Int64(parts[0]), userID > 0 else { return nil }
            configuration.users.append(SynoUser(userID: userID, username: String(parts[1])))
        case "--bot-token":
            guard let token = Secret(token: value) else { return nil }
            configuration.botToken = token
        case "--bot-url": configuration.botURL = value
        case "--command":
            let parts = value.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, parts[0].hasPrefix("/"), let token = Secret(token: parts[1]) else { return nil }
            configuration.commands.append(.init(name: parts[0], token: token))
        case "--interval":
            guard let seconds = Double(value), seconds >= 0 else { return nil }
            configuration.postInterval = seconds
        case "--limit":
            guard let limit = Int(value), limit > 0 else { return nil }
            configuration.textLimit = limit
        case "--timeout":
            guard let seconds = Double(value), seconds > 0 else { return nil }
            configuration.timeout = seconds
        default: return false
        }
        return true
    }

    /// Runs the simulator until the process ends.
    ///
    /// - Parameters:
    ///   - arguments: The options.
    ///   - print: Takes the lines of output; the first is `listening on URL`.
    /// - Returns: Never, but for `--help`, which is 0.
    /// - Throws: ``SimulatorUsageError``, or an error of the server.
    package static func run(_ arguments: [String], print: (String) -> Void) throws -> Int32 {
        try SimulatorOptions.run(arguments, help: help, print: print) {
            let server = try SynologyChatServer(configuration: try configuration(arguments))
            return (server, server.baseURL)
        }
    }
}
