import Dispatch
import Synchronization
package import Wire

/// Everything the bot keeps: users, conversations, the inbox and the outbox, in one SQLite file.
///
/// One connection writes, on its own queue, with group commit; another reads beside it. A write's completion is called
/// after the commit is on the disk (`synchronous=FULL`), so what it says may be acknowledged.
package final class Store: Sendable {
    private let directory: DataDirectory
    private let writer: Writer
    private let reader: Confined<Database>
    /// The hash under which ``DeliveryMark`` is made for this database.
    package let markHash: SipHash
    private let readerQueue = DispatchQueue.pooled("store.reader")
    /// A sentence for the log where the data directory is on a network file system; else `nil`.
    package let warning: String?

    /// Opens the store of a data directory, and makes both where they are missing.
    ///
    /// - Parameters:
    ///   - path: the data directory.
    ///   - probeInterval: seconds between two attempts to write after one has failed.
    /// - Returns: the store, with every migration applied.
    /// - Throws: ``StoreError`` with a sentence for the owner: another instance, a path that cannot be written, a file that
    ///   is no database.
    package static func open(directory path: String, probeInterval: Double = 1) throws(StoreError) -> Store {
        let directory = try DataDirectory(path)
        do throws(StoreError) {
            return try open(directory, probeInterval: probeInterval)
        } catch  where error.kind == .corrupt {
            throw StoreError(
                kind: .corrupt,
                code: error.code,
                message: "\(directory.databasePath) is damaged or no database (SQLite code \(error.code)): "
                    + "restore it from a backup, or move it away to begin anew."
            )
        }
    }

    /// Opens the store of a directory that is made and locked.
    static func open(_ directory: DataDirectory, probeInterval: Double = 1) throws(StoreError) -> Store {
        let database = try Database(path: directory.databasePath)
        // https://www.sqlite.org/pragma.html#pragma_synchronous: FULL makes each commit durable in WAL mode too.
        try database.execute("PRAGMA journal_mode = \(directory.isNetwork ? "DELETE" : "WAL")")
        try database.execute("PRAGMA synchronous = FULL")
        // A checkpoint rides on a commit, never on a timer, so that an idle disk may sleep.
        try database.execute("PRAGMA wal_autocheckpoint = 2000")
        try database.execute("PRAGMA journal_size_limit = 67108864")
        try Migration.apply(to: database)
        let markHash = try MarkKey.read(database)
        let reader = try Database(path: directory.databasePath, readOnly: true)
        return Store(directory, Writer(database, probeInterval: probeInterval), reader, markHash)
    }

    private init(_ directory: DataDirectory, _ writer: Writer, _ reader: sending Database, _ markHash: SipHash) {
        self.markHash = markHash
        self.directory = directory
        self.writer = writer
        self.reader = Confined(reader)
        warning =
            directory.isNetwork
            ? "The data directory is on a network file system: the database uses a rollback journal and is slower."
            : nil
    }

    /// Whether writing works.
    package var health: StoreHealth { writer.health }

    /// Calls `body` each time writing works again after a failure.
    package func onRecovery(_ body: @escaping @Sendable () -> Void) { writer.onRecovery(body) }

    /// Runs `body` in a transaction of the writer.
    ///
    /// - Parameters:
    ///   - body: the work; may be run twice and must change nothing but the database.
    ///   - completion: called once, after the commit, on the writer's queue, or at once on the caller's thread where the
    ///     queue is full or closed; must not block.
    package func write<T: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws(StoreError) -> T,
        completion: @escaping @Sendable (Result<T, StoreError>) -> Void
    ) {
        let result = ResultBox<T>()
        writer.submit(
            Writer.Job(
                run: { transaction throws(StoreError) in result.set(try body(transaction)) },
                finish: { error in completion(result.outcome(error)) }
            )
        )
    }

    /// Runs `body` against a snapshot beside the writer.
    ///
    /// - Parameters:
    ///   - body: the queries.
    ///   - completion: called once, on the reader's queue; must not block.
    package func read<T: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws(StoreError) -> T,
        completion: @escaping @Sendable (Result<T, StoreError>) -> Void
    ) {
        readerQueue.async { completion(self.readNow(body)) }
    }

    private func readNow<T: Sendable>(
        _ body: (Transaction) throws(StoreError) -> T
    ) -> Result<T, StoreError> {
        var result = Result<T, StoreError>.failure(StoreError(kind: .closed, message: "The store is closed."))
        reader.with { database in
            do throws(StoreError) {
                try database.run("BEGIN")
                result = .success(try body(Transaction(database: database)))
            } catch {
                result = .failure(error)
            }
            if database.isInTransaction { try? database.execute("ROLLBACK") }
        }
        return result
    }

    /// Runs SQL on the writer's connection outside any transaction, for tests that set limits.
    func configure(_ sql: String) { writer.configure(sql) }

    /// Commits what is queued and closes the file; the last connection folds the log into it.
    ///
    /// Not to be called from a completion.
    package func close() {
        readerQueue.sync { reader.release() }
        writer.close()
        directory.release()
    }
}

/// Where a job leaves its result until the commit.
private final class ResultBox<T: Sendable>: Sendable {
    private let value = Mutex<T?>(nil)

    func set(_ value: T) { self.value.withLock { $0 = value } }

    func outcome(_ error: StoreError?) -> Result<T, StoreError> {
        if let error { return .failure(error) }
        guard let value = value.withLock({ $0 }) else {
            return .failure(StoreError(kind: .closed, message: "The store is closed."))
        }
        return .success(value)
    }
}
