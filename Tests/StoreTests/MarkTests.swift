import Bot
import Foundation
import ServiceSupport
import SynoWire
import TestSupport
import Testing
import Wire

@testable import Store

/// What a mark keeps of a message: nothing that can be read (DLV-062, DLV-063).
@Suite struct MarkTests {
    private static let secret = "sk-secret-0123456789abcdef"

    private static func bytes(_ folder: TemporaryFolder) throws -> [UInt8] {
        try folder.names.flatMap { Array(try Data(contentsOf: URL(filePath: "\(folder.path)/\($0)"))) }
    }

    private static func holds(_ folder: TemporaryFolder, _ text: String) throws -> Bool {
        try bytes(folder).firstRange(of: Array(text.utf8)) != nil
    }

    /// A database as the version before keyed marks left it: marks in clear, deleted rows in free pages.
    private static func fill(_ folder: TemporaryFolder) throws {
        let database = try Database(path: "\(folder.path)/bot.sqlite3")
        try database.execute("PRAGMA secure_delete = OFF")
        let earlier = Array(Migration.all.prefix { $0.name != "0005-keyed-marks" })
        try Migration.apply(earlier, to: database)
        try database.execute(
            """
            INSERT INTO users (id, name) VALUES (4, 'alice');
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600)
            INSERT INTO inbox (user_id, mark, text, is_done, received_at)
                SELECT 4, 'c rxlzjalcdnxn 4 ' || i || ' /setapikey \(secret)' || i, '', 1, 8 FROM n;
            DELETE FROM inbox WHERE id % 3 <> 0;
            INSERT INTO inbox (user_id, mark, text, received_at) VALUES (4, 'p 1y2p0ij32e8e7 17', '\(secret)', 8);
            UPDATE inbox SET text = '' WHERE mark LIKE 'p %';
            """
        )
    }

    @Test(.proves("DLV-062", "DLV-063"))
    func `marks of an earlier version are hashed, and no byte of their texts is left in the files`() async throws {
        let folder = try TemporaryFolder()
        try Self.fill(folder)
        #expect(try Self.holds(folder, Self.secret))
        let store = try Store.open(directory: folder.path)
        #expect(try !Self.holds(folder, Self.secret))
        let marks = try await store.read { transaction throws(StoreError) in
            try transaction.database.rows("SELECT mark FROM inbox") { $0.text(0) }
        }
        #expect(marks.count == 201 && Set(marks).count == 201)
        #expect(marks.allSatisfy { $0.count == 32 && $0.allSatisfy(\.isHexDigit) })
        store.close()
        #expect(try !Self.holds(folder, Self.secret))
    }

    @Test(.proves("DLV-010", "DLV-011", "DLV-062"))
    func `a message that an earlier version kept is known when it comes again`() async throws {
        let folder = try TemporaryFolder()
        let token = try #require(Secret(token: StoreFixture.token))
        let plain = ["p \(Self.scope) 17", "c \(Self.scope) 4 7 again"]
        do {
            let database = try Database(path: "\(folder.path)/bot.sqlite3")
            try Migration.apply(Array(Migration.all.prefix { $0.name != "0005-keyed-marks" }), to: database)
            try database.run("INSERT INTO users (id, name) VALUES (4, 'alice')")
            for mark in plain {
                try database.run(
                    "INSERT INTO inbox (user_id, mark, text, received_at) VALUES (4, ?, '', 8)",
                    .text(mark)
                )
            }
        }
        let store = try Store.open(directory: folder.path)
        defer { store.close() }
        for key in [DeliveryKey.post(17), .content(userID: 4, timestamp: 7, text: "again")] {
            var message = try store.message("again", post: nil, at: 9)
            message.mark = DeliveryMark(key, token: token, hash: store.markHash)
            let again = message
            let accepted = try await store.write { transaction throws(StoreError) in try transaction.accept(again) }
            #expect(accepted == .duplicate)
        }
    }

    /// FNV-1a of the token in base 36, as earlier versions wrote it.
    private static var scope: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in StoreFixture.token.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return String(hash, radix: 36)
    }

    @Test(.proves("DLV-062", "DLV-063"))
    func `a key that came in a command without a number is gone from the files when it is replaced`() async throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(directory: folder.path)
        let token = try #require(Secret(token: StoreFixture.token))
        for (time, secret) in [(1, Self.secret), (2, "sk-another-0123456789abcdef")] {
            let text = "/setapikey \(secret)"
            let key = DeliveryKey.content(userID: 4, timestamp: Int64(time), text: text)
            var received = try store.message(text, post: nil, at: Int64(time))
            received.mark = DeliveryMark(key, token: token, hash: store.markHash)
            let message = received
            try await store.write { transaction throws(StoreError) in
                if try transaction.user(4) == nil { try transaction.save(UserSettings(id: 4, name: "alice")) }
                _ = try transaction.apply([.setAPIKey(Secret(secret))], for: 4, now: Int64(time))
                try transaction.remember(message)
            }
        }
        store.close()
        #expect(try !Self.holds(folder, Self.secret))
        #expect(try Self.holds(folder, "sk-another-0123456789abcdef"))
    }

    @Test(.proves("DLV-062")) func `each database has a key of its own, which lasts`() throws {
        let folders = [try TemporaryFolder(), try TemporaryFolder()]
        let hashes = try (folders + folders).map { folder in
            let store = try Store.open(directory: folder.path)
            defer { store.close() }
            return store.markHash
        }
        #expect(hashes[0] == hashes[2] && hashes[1] == hashes[3] && hashes[0] != hashes[1])
    }
}
