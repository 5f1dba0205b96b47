import Bot
import Foundation
import HTTPClient
import ServiceSupport
import Simulator
import SynoWire
import TestSupport
import Testing
import Wire
import Platform

@testable import Service
@testable import Store

/// Turns and posts in processes of its own, each killed with SIGKILL between two of its writes and posts.
@Suite struct CrashTests {
    /// `ROUNDS` in the environment asks for more (`make crash-test`).
    static let rounds = ProcessInfo.processInfo.environment["ROUNDS"].flatMap(Int.init) ?? 8

    @Test(.proves("DLV-001", "DLV-010", "DLV-020", "DLV-043", "DLV-044", "DLV-060"))
    func `nothing is lost, and each kill doubles one part at most`() async throws {
        let folder = try TemporaryFolder()
        var configuration = SynologyChatConfiguration(
            users: CrashWorker.users.map { SynoUser(userID: $0, username: "user\($0)") },
            botToken: try #require(Secret(token: StoreFixture.token))
        )
        configuration.postInterval = 0
        let chat = try SynologyChatServer(configuration: configuration)
        let client = try HTTPClient()
        defer {
            client.shutdown()
            chat.stop()
        }
        // How many posts each user had when each life had ended.
        var ends: [[Int]] = []
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
            ends.append(try await Self.counts(chat, client))
        }
        let total = CrashWorker.acknowledged(path) + 10
        await #expect(processExitsWith: .success) {
            [path = path as String, base = base as String, total = total as Int] in
            try await CrashWorker(path: path, base: base).run(messages: total)
        }
        // Each doubled part is the fault of the kill that ended the life of its earlier post.
        var doubled = Array(repeating: 0, count: Self.rounds)
        for (index, user) in CrashWorker.users.enumerated() {
            let texts = chat.posts(to: user).map(\.text)
            let again = texts.indices.dropFirst().filter { texts[$0] == texts[$0 - 1] }
            let once = texts.indices.filter { !again.contains($0) }.map { texts[$0] }
            for place in again {
                let life = try #require(ends.firstIndex { $0[index] >= place }, "doubled without a kill")
                #expect(place >= ends[life][index], "doubled within one life")
                doubled[life] += 1
            }
            let sent = (1...total).filter { CrashWorker.user(of: $0) == user }
            #expect(once == sent.enumerated().map { "m\($0.element) after \($0.offset)" })
        }
        #expect(doubled.allSatisfy { $0 <= 1 })
        let all = doubled.reduce(0, +)
        print(
            "crash test: \(Self.rounds) kills, \(total) messages, \(all) parts doubled, \(doubled.max() ?? 0) at most by one kill"
        )
    }

    /// How many posts each user has; asked over a socket, behind what the dead process sent.
    private static func counts(_ chat: SynologyChatServer, _ client: HTTPClient) async throws -> [Int] {
        let request = HTTPClientRequest(method: "GET", url: "\(chat.baseURL)/simulator/entries")
        _ = try await client.exchange(request)
        return CrashWorker.users.map { chat.posts(to: $0).count }
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
        let delivery = DeliveryFixture.delivery(store, client, ScriptedModel(), 2)
        for id in Self.users {
            try await store.write { [base] transaction throws(StoreError) in
                var user = UserSettings(id: id, name: "")
                user.baseURL = base
                user.botToken = Secret(StoreFixture.token)
                try transaction.save(user)
            }
        }
        delivery.start()
        let file = open("\(path)/acknowledged", O_WRONLY | O_APPEND | O_CREAT, 0o600)
        let first = Self.acknowledged(path) + 1
        for number in first..<max(first, messages + 1) {
            let message = try store.message(
                "m\(number)",
                post: Int64(number),
                user: Self.user(of: number),
                at: WallClock.milliseconds()
            )
            // Accepted or known already: both are kept, both are acknowledged.
            _ = try await store.write { transaction throws(StoreError) in try transaction.accept(message) }
            write(file, "+", 1)
            delivery.turns.signal([.accepted(Self.user(of: number))])
        }
        try await Patience.until("the last delivery") {
            try await store.read { transaction throws(StoreError) in
                try transaction.database.number(
                    "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM inbox WHERE is_done = 0)"
                )
            } == 0
        }
        client.shutdown()
        store.close()
    }
}
