import App
import Bot
import ServiceSupport
import Store
import Testing
import Wire

@Suite struct UnpinTests {
    @Test func `a pinned token is forgotten while the bot runs`() async throws {
        let folder = try TemporaryFolder()
        let store = try Store.open(directory: folder.path)
        defer { store.close() }
        try await store.write { transaction throws(StoreError) in
            _ = try transaction.pin(Secret("token-of-clear"), for: .clear)
            _ = try transaction.pin(Secret("token-of-retry"), for: .retry)
        }
        let run = Run(["unpin", "/clear", "--data-dir", folder.path])
        #expect(run.code == 0 && run.output == "The token of /clear is forgotten; the next one is pinned.\n")
        #expect(Run(["unpin", "clear"], ["APP_DATA_DIR": folder.path]).output == "No token of /clear was pinned.\n")
        let left = try await store.write { transaction throws(StoreError) in
            [try transaction.pinnedToken(.clear), try transaction.pinnedToken(.retry)]
        }
        #expect(left == [nil, Secret("token-of-retry")])
    }

    @Test func `what cannot be unpinned says why`() throws {
        let folder = try TemporaryFolder()
        let unknown = Run(["unpin", "claer", "--data-dir", folder.path])
        #expect(unknown.code == 64 && unknown.errors == ["`claer` is no slash command. Did you mean `clear`?"])
        let missing = Run(["unpin", "clear", "--data-dir", folder.path])
        #expect(
            missing.code == 1
                && missing.errors == ["There is no database at \(folder.path)/bot.sqlite3: set APP_DATA_DIR."]
        )
        #expect(folder.names.isEmpty)
        try folder.write(
            "bot.sqlite3",
            Array("no database at all, but longer than a header of SQLite would have to be for it to care".utf8)
        )
        #expect(Run(["unpin", "clear", "--data-dir", folder.path]).code == 1)
    }
}
