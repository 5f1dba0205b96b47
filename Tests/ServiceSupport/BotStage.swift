import Bot
import Foundation
package import HTTPClient
package import Service
package import Simulator
import SynoWire
import TestSupport
package import Wire

/// The whole bot on a free port, with both simulators, in a directory of its own.
package final class BotStage {
    /// Synology Chat with alice (4) and bob (5).
    package let chat: SynologyChatServer
    /// The model server.
    package let model: OpenAIServer
    /// The bot.
    package private(set) var bot: BotServer
    /// The bot's token.
    package let token: Secret
    /// What the bot was started with.
    package var configuration: Configuration
    /// The bot's log.
    package let lines = LogLines()
    private let client: HTTPClient

    /// Starts everything.
    package init(_ adjust: (inout Configuration) -> Void = { _ in }) throws {
        guard let token = Secret(token: "BotTokenForTests-0123456789") else { throw StartError("no token") }
        self.token = token
        var people = SynologyChatConfiguration(
            users: [SynoUser(userID: 4, username: "alice"), SynoUser(userID: 5, username: "bob")],
            botToken: token
        )
        people.postInterval = 0
        people.timeout = Patience.seconds
        chat = try SynologyChatServer(configuration: people)
        model = try OpenAIServer(configuration: OpenAIConfiguration())
        var configuration = Configuration()
        configuration.hosts = ["127.0.0.1"]
        configuration.port = 0
        configuration.dataDirectory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        configuration.sendInterval = 0
        configuration.bot.language = .en
        configuration.bot.apiBase = model.baseURL
        configuration.bot.baseURL = chat.baseURL
        configuration.bot.saveRoots = [configuration.dataDirectory]
        adjust(&configuration)
        self.configuration = configuration
        client = try HTTPClient()
        bot = try BotServer(configuration, log: Log(level: .info) { [lines] line in lines.add(line) })
        bot.start()
        connect()
    }

    private var log: Log { Log(level: .info) { [lines] line in lines.add(line) } }

    private func connect() {
        let address = "http://127.0.0.1:\(bot.port)"
        chat.configure { chat in
            chat.botURL = "\(address)/"
            chat.commands = ["/whoami", "/clear", "/saveas", "/totaltoken", "/retry"].compactMap { name in
                Secret(token: "SlashToken-\(name.dropFirst())").map {
                    .init(name: name, token: $0, url: "\(address)/webhook")
                }
            }
        }
    }

    /// Ends the bot and starts another on the same data.
    package func restart() throws {
        bot.stop(seconds: 3)
        bot = try BotServer(configuration, log: log)
        bot.start()
        connect()
    }

    /// Ends everything.
    package func stop() {
        bot.stop(seconds: 3)
        chat.stop()
        model.stop()
        client.shutdown()
        try? FileManager.default.removeItem(atPath: configuration.dataDirectory)
    }

    /// Sends a request of any kind.
    package func send(
        _ method: String,
        _ path: String,
        body: String? = nil,
        type: String = "application/x-www-form-urlencoded",
        host: String? = nil,
        headers: [(name: String, value: String)] = []
    ) async throws -> HTTPClientResponse {
        let headers = headers + (host.map { [(name: "Host", value: $0)] } ?? [])
        return try await client.exchange(method, path, port: bot.port, body: body, type: type, headers: headers)
    }
}
