import Bot
import Foundation
import HTTPClient
import Simulator
import SynoWire
import Testing
import TestSupport

@testable import App

/// The engine in processes of its own, each killed with SIGKILL between two of its writes and posts.
@Suite struct CrashTests {
    /// `ROUNDS` in the environment asks for more (`make crash-test`).
    static let rounds = ProcessInfo.processInfo.environment["ROUNDS"].flatMap(Int.init) ?? 8

    @Test(.proves("DLV-001", "DLV-010", "DLV-020", "DLV-043", "DLV-044", "DLV-060"), .timeLimit(.minutes(60)))
    func nothingIsLostAndOnePartAKillIsDoubledAtMost() async throws {
        let folder = try TemporaryFolder()
        var configuration = SynologyChatConfiguration(
            users: CrashWorker.users.map { SynoUser(userID: $0, username: "user\($0)") },
            botToken: try #require(SynoToken(StoreFixture.token))
        )
        configuration.postInterval = 0
        let chat = try SynologyChatServer(configuration: configuration)
        defer { chat.stop() }
        var generator = SeededGenerator(seed: 20_261_123)
        let path = folder.path
        let base = chat.baseURL
        for _ in 0..<Self.rounds {
            let fault = Int.random(in: 1...40, using: &generator)
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, base = base as String, fault = fault as Int] in
                setenv("FAULT_AT", "\(fault)", 1)
                try await CrashWorker(path: path, base: base).run(messages: 1_000_000)
            }
        }
        let total = CrashWorker.acknowledged(path) + 10
        await #expect(processExitsWith: .success) {
            [path = path as String, base = base as String, total = total as Int] in
            try await CrashWorker(path: path, base: base).run(messages: total)
        }
        var doubled = 0
        for user in CrashWorker.users {
            let texts = chat.posts(to: user).map(\.text)
            let once = texts.enumerated().filter { $0.offset == 0 || texts[$0.offset - 1] != $0.element }.map(\.element)
            doubled += texts.count - once.count
            let sent = (1...total).filter { CrashWorker.user(of: $0) == user }
            #expect(once == sent.enumerated().map { "m\($0.element) after \($0.offset)" })
        }
        #expect(doubled <= Self.rounds)
        print("crash test: \(Self.rounds) kills, \(total) messages, \(doubled) parts doubled")
    }
}

/// What one of the processes does.
struct CrashWorker {
    static let users: [Int64] = [4, 5, 6]

    let path: String
    let base: String

    static func user(of message: Int) -> Int64 { users[message % users.count] }

    /// Messages acknowledged so far: the length of a file to which each adds a byte.
    static func acknowledged(_ path: String) -> Int {
        ((try? FileManager.default.attributesOfItem(atPath: "\(path)/acknowledged")[.size]) as? Int) ?? 0
    }

    /// Sends the messages that are not acknowledged yet, and waits until everything is delivered.
    func run(messages: Int) async throws {
        let store = try Store.open(directory: path)
        let client = try HTTPClient()
        let engine = DeliveryFixture.engine(store, client, ScriptedModel(), 2)
        for id in Self.users {
            try await store.write { [base] transaction throws(StoreError) in
                var user = UserSettings(id: id, name: "")
                user.baseURL = base
                user.botToken = Secret(StoreFixture.token)
                try transaction.save(user)
            }
        }
        engine.start()
        let file = open("\(path)/acknowledged", O_WRONLY | O_APPEND | O_CREAT, 0o600)
        let first = Self.acknowledged(path) + 1
        for number in first..<max(first, messages + 1) {
            let message = try StoreFixture.message(
                "m\(number)",
                post: Int64(number),
                user: Self.user(of: number),
                at: WallTime.milliseconds()
            )
            // Accepted or known already: both are kept, both are acknowledged.
            _ = try await store.write { transaction throws(StoreError) in try transaction.accept(message) }
            write(file, "+", 1)
            engine.signal([.accepted(Self.user(of: number))])
        }
        while try await store.read({ transaction throws(StoreError) in
            try transaction.database.number(
                "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM inbox WHERE is_done = 0)"
            )
        }) > 0 { try await Task.sleep(for: .milliseconds(20)) }
        client.shutdown()
        store.close()
    }
}
