/// One change of the schema.
///
/// Migrations are only ever appended: a name that has been applied is never applied again, and its text is never changed.
struct Migration: Sendable {
    let name: String
    var sql = ""
    /// What SQL cannot say, after it in the same transaction.
    var work: (@Sendable (Database) throws(StoreError) -> Void)?
    /// Instead of both: writes the whole file again, so that nothing is left of what was deleted.
    var isVacuum = false

    /// Applies what is missing, each in a transaction of its own.
    ///
    /// - Throws: ``StoreError`` where a database of a later version is found, or SQLite fails.
    static func apply(_ migrations: [Migration] = all, to database: Database) throws(StoreError) {
        try database.execute("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY) STRICT")
        let applied = Set(try database.rows("SELECT name FROM migrations") { $0.text(0) })
        guard applied.isSubset(of: migrations.map(\.name)) else {
            throw StoreError(
                kind: .directory,
                message: "The database was written by a later version of the program: update the program."
            )
        }
        for migration in migrations where !applied.contains(migration.name) {
            // Not possible in a transaction, but harmless twice; nothing was ever deleted from a new file. The checkpoint writes
            // over what the write-ahead log and the file still hold.
            if migration.isVacuum, !applied.isEmpty {
                try database.execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
            }
            try database.execute("BEGIN IMMEDIATE")
            do throws(StoreError) {
                try database.execute(migration.sql)
                try migration.work?(database)
                try database.run("INSERT INTO migrations (name) VALUES (?)", .text(migration.name))
                try database.execute("COMMIT")
            } catch {
                if database.isInTransaction { try? database.execute("ROLLBACK") }
                throw error
            }
        }
    }
}
