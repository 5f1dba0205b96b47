import Bot
import Foundation
import ServiceSupport
import SynoWire
import TestSupport
import Testing
import Wire

@testable import Store

@Suite struct StoreTests {
    @Test(.proves("DLV-005", "DLV-006"))
    func `a second instance is refused, and files are private`() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/data"
        let store = try Store.open(directory: path)
        let error = #expect(throws: StoreError.self) { try Store.open(directory: path) }
        #expect(error?.kind == .alreadyRunning)
        #expect(error?.message.contains(path) == true)
        for name in ["bot.sqlite3", "bot.sqlite3-wal", "bot.lock"] {
            let mode = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.posixPermissions] as? Int
            #expect(mode == 0o600, "\(name)")
        }
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o700)
        store.close()
    }

    @Test func `a path that cannot be made is named`() throws {
        let error = #expect(throws: StoreError.self) { try Store.open(directory: "/proc/no-such-place") }
        #expect(error?.kind == .directory)
        #expect(error?.message.contains("/proc/no-such-place") == true)
    }

    @Test(.proves("DLV-004"))
    func `a file that isn't a database is named`() throws {
        let folder = try TemporaryFolder()
        try folder.write("bot.sqlite3", Array(String(repeating: "no database ", count: 400).utf8))
        let error = #expect(throws: StoreError.self) { try Store.open(directory: folder.path) }
        #expect(error?.kind == .corrupt)
    }

    // statfs(2): the network's types, and those of local disks, of memory and of a container's layers.
    @Test(
        .proves("DLV-016"),
        arguments: [
            (0x6969, true), (0x517B, true), (0xFE53_4D42, true), (0xFF53_4D42, true), (0x0102_1997, true),
            (0x5346_414F, true), (0x564C, true), (0x7375_7245, true), (0x6573_5546, true), (0xEF53, false),
            (0x9123_683E, false), (0x5846_5342, false), (0x0102_1994, false), (0x794C_7630, false), (0, false),
        ] as [(UInt32, Bool)]
    )
    func `a network file system is known`(type: UInt32, isNetwork: Bool) {
        #expect(DataDirectory.isNetwork(type) == isNetwork)
    }

    @Test(.proves("DLV-016"), arguments: [(UInt32(0x6969), "delete"), (0xEF53, "wal")])
    func `a network file system gets a rollback journal`(type: UInt32, mode: String) async throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(try DataDirectory(folder.path, fileSystem: type))
        defer { store.close() }
        #expect((store.warning != nil) == (mode == "delete"))
        let found = try await store.write { transaction throws(StoreError) in
            try transaction.save(UserSettings(id: 4, name: "alice"))
            return try transaction.database.first("PRAGMA journal_mode") { $0.text(0) }
        }
        #expect(found == mode)
    }

    @Test(.proves("DLV-007"), arguments: 1..<Migration.all.count)
    func `a database of an earlier schema is taken on with its rows`(migrations: Int) throws {
        let folder = try TemporaryFolder()
        let database = try Database(path: "\(folder.path)/db")
        try Migration.apply(Array(Migration.all.prefix(migrations)), to: database)
        try database.execute(
            """
            INSERT INTO users (id, name) VALUES (4, 'alice');
            INSERT INTO turns (user_id, question, answer, encoding, question_tokens, answer_tokens, answered_at)
                VALUES (4, 'q', 'a', 'o200k_base', 5, 6, 7);
            INSERT INTO inbox (user_id, mark, text, received_at) VALUES (4, 'm', 'open', 8);
            """
        )
        try Migration.apply(to: database)
        try Migration.apply(to: database)
        let sum = "SELECT sum(question_tokens + answer_tokens) FROM turns INDEXED BY turns_counts"
        #expect(try database.number(sum) == 11)
        let open = try database.rows("SELECT text, retries FROM inbox WHERE is_done = 0") { ($0.text(0), $0.int(1)) }
        #expect(open.count == 1 && open[0] == ("open", 0))
        #expect(try database.number("SELECT count(*) FROM migrations") == Migration.all.count)
    }

    @Test(.proves("DLV-007"))
    func `migrations are applied once, and later ones refused`() throws {
        let folder = try TemporaryFolder()
        let database = try Database(path: "\(folder.path)/db")
        let first = Migration(name: "1", sql: "CREATE TABLE one (x INTEGER)")
        let second = Migration(name: "2", sql: "CREATE TABLE two (x INTEGER)")
        try Migration.apply([first], to: database)
        try Migration.apply([first, second], to: database)
        try Migration.apply([first, second], to: database)
        #expect(try database.rows("SELECT name FROM migrations ORDER BY name") { $0.text(0) } == ["1", "2"])
        #expect(throws: StoreError.self) { try Migration.apply([first], to: database) }
        let broken = Migration(name: "3", sql: "CREATE TABLE three (x INTEGER); CREATE TABLE one (x INTEGER)")
        #expect(throws: StoreError.self) { try Migration.apply([first, second, broken], to: database) }
        #expect(try database.number("SELECT count(*) FROM sqlite_master WHERE name = 'three'") == 0)
    }

    @Test(.proves("DLV-001"))
    func `what is acknowledged is on the disk`() async throws {
        let fixture = try await StoreFixture()
        let synchronous = try await fixture.store.write { transaction throws(StoreError) in
            try transaction.database.number("PRAGMA synchronous")
        }
        #expect(synchronous == 2)
        let accepted = try await fixture.accept(fixture.store.message("hello", post: 1))
        #expect(accepted == .accepted(1))
        // Another connection, as another process would have it: the row is committed.
        let other = try Database(path: "\(fixture.folder.path)/bot.sqlite3", readOnly: true)
        #expect(try other.rows("SELECT text FROM inbox") { $0.text(0) } == ["hello"])
    }

    @Test func `text is kept byte for byte`() async throws {
        let fixture = try await StoreFixture()
        for (number, text) in ["", "a\u{0}b", "你好 👩‍👩‍👧", "'; DROP TABLE users; --"].enumerated() {
            _ = try await fixture.accept(fixture.store.message(text, post: Int64(number + 1)))
            let kept = try await fixture.store.read { transaction throws(StoreError) in
                try transaction.database.first("SELECT text FROM inbox ORDER BY id DESC") { $0.text(0) }
            }
            #expect(kept.map { Array($0.utf8) } == Array(text.utf8))
        }
    }

    @Test func `users, pins and effects are kept`() async throws {
        let fixture = try await StoreFixture()
        var user = UserSettings(id: 9, name: "carol")
        user.language = .en
        user.apiKey = Secret("sk-0123456789abcdef")
        user.botToken = Secret("bot-token")
        user.baseURL = "http://nas:5000"
        user.saveDirectory = "/data"
        user.model = "m"
        user.systemPrompt = ""
        let expected = user
        let found = try await fixture.store.write { transaction throws(StoreError) -> UserSettings? in
            _ = try transaction.apply(
                [
                    .createUser(UserSettings(id: 9, name: "carol")), .setLanguage(.en),
                    .setAPIKey(Secret("sk-0123456789abcdef")), .setBotToken(Secret("bot-token")),
                    .setBaseURL("http://nas:5000"), .setSaveDirectory("/data"), .setModel("m"), .setSystemPrompt(""),
                ],
                for: 9,
                now: 1
            )
            return try transaction.user(9)
        }
        #expect(found == expected)
        let pins = try await fixture.store.write { transaction throws(StoreError) -> [String?] in
            let first = try transaction.pin(Secret("one"), for: .clear)
            let second = try transaction.pin(Secret("two"), for: .clear)
            let removed = try transaction.unpin(.clear)
            let again = try transaction.unpin(.clear)
            return [
                first.exposed, second.exposed, "\(removed) \(again)", try transaction.pinnedToken(.clear)?.exposed,
            ]
        }
        #expect(pins == ["one", "one", "true false", nil])
    }

    @Test(.proves("DLV-010", "DLV-011"))
    func `duplicates are one message`() async throws {
        let fixture = try await StoreFixture()
        #expect(try await fixture.accept(fixture.store.message("a", post: 1)) != .duplicate)
        #expect(try await fixture.accept(fixture.store.message("other text", post: 1)) == .duplicate)
        #expect(try await fixture.accept(fixture.store.message("a", post: 1, token: "another")) != .duplicate)
        #expect(try await fixture.accept(fixture.store.message("b", post: nil, at: 1_000)) != .duplicate)
        #expect(try await fixture.accept(fixture.store.message("b", post: nil, at: 300_999)) == .duplicate)
        #expect(try await fixture.accept(fixture.store.message("c", post: nil, at: 1_000)) != .duplicate)
        #expect(try await fixture.accept(fixture.store.message("b", post: nil, at: 301_000)) != .duplicate)
        #expect(try await fixture.accept(fixture.store.message("b", post: nil, at: 301_001)) == .duplicate)
    }

    @Test(.proves("DLV-010"))
    func `duplicates are known after a restart`() async throws {
        let folder = try TemporaryFolder()
        for expected in [Acceptance.accepted(1), .duplicate] {
            let store = try Store.open(directory: folder.path)
            let message = try store.message("a", post: 1)
            let accepted = try await store.write { transaction throws(StoreError) -> Acceptance in
                try transaction.save(UserSettings(id: 4, name: "alice"))
                return try transaction.accept(message)
            }
            #expect(accepted == expected)
            store.close()
        }
    }

    @Test(.proves("DLV-012"))
    func `old marks are forgotten`() async throws {
        let fixture = try await StoreFixture()
        _ = try await fixture.accept(fixture.store.message("old", post: 1, at: 0))
        _ = try await fixture.accept(fixture.store.message("waits", post: 2, at: 0))
        let left = try await fixture.store.write { transaction throws(StoreError) -> [Int64] in
            _ = try transaction.finish(message: 1)
            try transaction.prune(now: DeliveryMark.numberMemory - 1)
            let before = try transaction.database.number("SELECT count(*) FROM inbox")
            try transaction.prune(now: DeliveryMark.numberMemory)
            return [before, try transaction.database.number("SELECT count(*) FROM inbox")]
        }
        #expect(left == [2, 1])
    }
}
