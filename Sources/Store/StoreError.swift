import CSQLite

/// Why the database did not do what was asked.
package struct StoreError: Error, Sendable, Equatable {
    /// The closed list of reasons.
    package enum Kind: String, Sendable, CaseIterable {
        /// The disk is full.
        case full
        /// The file or its file system cannot be written.
        case readOnly = "read-only"
        /// Another process holds the database.
        case locked
        /// The file is damaged, or no SQLite database.
        case corrupt
        /// The disk or the file system failed otherwise.
        case inputOutput = "input-output"
        /// SQLite got no memory.
        case memory = "out-of-memory"
        /// A rule of the schema was broken: a fault of the program.
        case constraint
        /// The queue of writes is full: try again later.
        case overloaded
        /// The store is closed.
        case closed
        /// The data directory cannot be used.
        case directory
        /// Another instance runs on the same data directory.
        case alreadyRunning = "already-running"
        /// Anything else SQLite reports.
        case other
    }

    /// The reason.
    package let kind: Kind
    /// SQLite's extended result code, 0 where SQLite was not asked.
    package let code: Int32
    /// One sentence for the log; holds neither values nor secrets.
    package let message: String

    /// Creates an error.
    package init(kind: Kind, code: Int32 = 0, message: String) {
        self.kind = kind
        self.code = code
        self.message = message
    }

    /// Sorts a result code of SQLite.
    ///
    /// The sentence is SQLite's text for the code, not `sqlite3_errmsg`, which may quote values.
    init(sqlite code: Int32, doing what: String) {
        self.code = code
        // The low byte is the primary code: https://www.sqlite.org/rescode.html
        switch code & 0xFF {
        case SQLITE_FULL: kind = .full
        case SQLITE_READONLY, SQLITE_PERM: kind = .readOnly
        case SQLITE_BUSY, SQLITE_LOCKED: kind = .locked
        case SQLITE_CORRUPT, SQLITE_NOTADB: kind = .corrupt
        case SQLITE_IOERR, SQLITE_CANTOPEN: kind = .inputOutput
        case SQLITE_NOMEM: kind = .memory
        case SQLITE_CONSTRAINT: kind = .constraint
        default: kind = .other
        }
        let reason = sqlite3_errstr(code).map { String(cString: $0) } ?? "unknown error"
        message = "The database failed to \(what): \(reason) (SQLite code \(code))."
    }
}
