import Bot
import CSQLite
import FaultDisk
import Foundation
import HTTPClient
import ServiceSupport
import Simulator
import SynoWire
import Testing
import Wire

@testable import Service

/// The process in which SQLite fails: the whole bot between both simulators.
final class AnomalyProcess {
    private static let token = "BotTokenForTests-0123456789"

    private let fault: DiskFault
    private let path: String
    private var chat: SynologyChatServer
    private let model: OpenAIServer
    private let client: HTTPClient

    init(fault: DiskFault, path: String) throws {
        // Before anything uses SQLite.
        try #require(fault_install() == SQLITE_OK)
        self.fault = fault
        self.path = path
        chat = try Self.chat()
        model = try OpenAIServer(configuration: OpenAIConfiguration())
        client = try HTTPClient()
    }

    private static func chat() throws -> SynologyChatServer {
        var people = SynologyChatConfiguration(
            users: [SynoUser(userID: 4, username: "alice")],
            botToken: try #require(Secret(token: token))
        )
        people.postInterval = 0
        return try SynologyChatServer(configuration: people)
    }

    /// Runs life after life until one meets no fault.
    func run(persists: Bool, step: Int) async throws {
        var lives = 0
        var refusals = 0
        var wasHit = true
        while wasHit {
            // The screens of the simulator keep every line, and looking through them takes longer and longer.
            if lives % 100 == 99 { chat = try Self.chat() }
            let life = try AnomalyLife(fault, 1 + lives * step, persists: persists, self)
            wasHit = try await life.run()
            refusals += life.refusals
            lives += 1
        }
        let often = persists ? "from then on" : "once"
        let figures = "anomaly: \(fault.rawValue) \(often): \(lives) lives, \(refusals) requests answered 503"
        try figures.write(toFile: "\(path)/figures", atomically: true, encoding: .utf8)
    }

    func configuration(_ name: String) throws -> Configuration {
        var configuration = Configuration()
        configuration.hosts = ["127.0.0.1"]
        configuration.port = 0
        configuration.dataDirectory = "\(path)/\(name)"
        configuration.sendInterval = 0
        configuration.storeWait = 0.01
        configuration.bot.language = .en
        configuration.bot.botToken = Secret(Self.token)
        configuration.bot.apiBase = model.baseURL
        configuration.bot.baseURL = chat.baseURL
        return configuration
    }

    func send(_ method: String, _ path: String, _ port: UInt16, body: String? = nil) async throws -> HTTPClientResponse
    {
        try await client.exchange(method, path, port: port, body: body)
    }

    /// A message as Synology Chat posts it.
    static func form(_ text: String, post: Int) -> String {
        "token=\(token)&user_id=4&username=alice&post_id=\(post)&text=\(text)"
    }

    /// How often a text that ends so was posted.
    func posts(_ ending: String) -> Int { chat.posts(to: 4).count { $0.text.hasSuffix(ending) } }

    /// Waits a moment for such a post.
    func wait(for ending: String, seconds: Double) async -> Bool {
        await chat.wait(seconds: seconds) { $0.contains { $0.kind == .bot && $0.text.hasSuffix(ending) } } != nil
    }
}
