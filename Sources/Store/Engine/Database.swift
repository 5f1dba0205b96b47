import CSQLite
import Glibc

/// One connection to the database, with its prepared statements.
///
/// Not thread-safe: whoever owns it uses it on one thread at a time.
final class Database {
    /// A statement of the cache; a dictionary cannot hold a noncopyable value itself.
    private final class Cached {
        let statement: Statement
        init(_ sql: String, _ connection: OpaquePointer) throws(StoreError) {
            statement = try Statement(sql, in: connection)
        }
    }

    private let connection: OpaquePointer
    private var cache: [String: Cached] = [:]

    /// Opens the file; a `readOnly` connection writes nothing, but still needs the file's shared memory.
    init(path: String, readOnly: Bool = false) throws(StoreError) {
        var opened: OpaquePointer?
        let mode = readOnly ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let code = sqlite3_open_v2(path, &opened, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let opened else {
            sqlite3_close_v2(opened)
            throw StoreError(sqlite: code, doing: "open \(path)")
        }
        connection = opened
        setPatience(Self.patience)
        try execute("PRAGMA foreign_keys = ON")
        // What is deleted or replaced is overwritten: keys are among it (DLV-063).
        try execute(readOnly ? "PRAGMA query_only = ON" : "PRAGMA secure_delete = ON")
    }

    deinit {
        cache.removeAll()
        sqlite3_close_v2(connection)
    }

    /// Milliseconds that a statement waits for another process's lock.
    static let patience: Int32 = 2_000

    /// Changes how long a statement waits for another process's lock.
    func setPatience(_ milliseconds: Int32) { sqlite3_busy_timeout(connection, milliseconds) }

    /// Runs SQL without values or results; nothing is cached.
    func execute(_ sql: String) throws(StoreError) {
        let code = sqlite3_exec(connection, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw StoreError(sqlite: code, doing: "run a statement") }
    }

    /// Runs a statement to its end.
    ///
    /// - Returns: how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ values: SQLValue...) throws(StoreError) -> Int {
        try each(sql, values) { _ in }
        return Int(sqlite3_changes64(connection))
    }

    /// The rows of a query.
    func rows<T>(_ sql: String, _ values: SQLValue..., map: (Row) -> T) throws(StoreError) -> [T] {
        var found: [T] = []
        try each(sql, values) { found.append(map($0)) }
        return found
    }

    /// The first row of a query, or `nil`.
    func first<T>(_ sql: String, _ values: SQLValue..., map: (Row) -> T) throws(StoreError) -> T? {
        let cached = try prepare(sql)
        defer { cached.statement.reset() }
        try cached.statement.bind(values)
        return try cached.statement.step() ? map(cached.statement.row) : nil
    }

    /// The first column of the first row as a number; 0 without a row.
    func number(_ sql: String, _ values: SQLValue...) throws(StoreError) -> Int64 {
        let cached = try prepare(sql)
        defer { cached.statement.reset() }
        try cached.statement.bind(values)
        return try cached.statement.step() ? cached.statement.row.integer(0) : 0
    }

    /// The row id of the last insert.
    var lastInsertedID: Int64 { sqlite3_last_insert_rowid(connection) }

    /// Rows changed since the connection was opened.
    var changes: Int64 { sqlite3_total_changes64(connection) }

    /// True between BEGIN and its end; SQLite itself rolls back on some errors.
    var isInTransaction: Bool { sqlite3_get_autocommit(connection) == 0 }

    /// Calls `handler` after every `steps` steps of SQLite's machine; where it says true, the statement is interrupted.
    ///
    /// For tests that let every step of a transaction fail once.
    func onProgress(every steps: Int32, _ handler: (@convention(c) (UnsafeMutableRawPointer?) -> Int32)?) {
        sqlite3_progress_handler(connection, steps, handler, nil)
    }

    private func each(_ sql: String, _ values: [SQLValue], _ body: (Row) -> Void) throws(StoreError) {
        let cached = try prepare(sql)
        defer { cached.statement.reset() }
        try cached.statement.bind(values)
        do throws(StoreError) {
            while try cached.statement.step() { body(cached.statement.row) }
        } catch { throw named(error) }
    }

    /// The error, as read-only where nobody may write the file: of one that is open SQLite says only that writing failed.
    private func named(_ error: StoreError) -> StoreError {
        guard error.kind == .inputOutput, let path = sqlite3_db_filename(connection, "main"), access(path, W_OK) != 0,
            [EROFS, EPERM, EACCES].contains(errno)
        else { return error }
        return StoreError(kind: .readOnly, code: error.code, message: error.message)
    }

    private func prepare(_ sql: String) throws(StoreError) -> Cached {
        if let cached = cache[sql] { return cached }
        let cached = try Cached(sql, connection)
        cache[sql] = cached
        return cached
    }
}
