import Dispatch
import Synchronization

/// The one place that writes: jobs queue up, and whatever waits when a commit has ended shares the next one.
///
/// Nothing is written and no timer runs while no job comes, unless the last write failed: then a probe asks every
/// `probeInterval` whether the disk is back.
final class Writer: Sendable {
    /// A piece of work and whom to tell of its end.
    struct Job: Sendable {
        /// The work; may be run again.
        let run: @Sendable (Transaction) throws(StoreError) -> Void
        /// Called once, after the commit.
        let finish: @Sendable (StoreError?) -> Void
    }

    private struct State {
        var jobs: [Job] = []
        var isDraining = false
        var isClosed = false
        var isProbing = false
        var health = StoreHealth.ok
        var onRecovery: [@Sendable () -> Void] = []
    }

    /// Jobs that may wait.
    static let capacity = 8_192
    /// Jobs of one commit.
    static let batch = 512
    /// Milliseconds that a commit waits for another process's lock after one has waited for it in vain.
    private static let shortPatience: Int32 = 100

    private let queue = DispatchQueue.pooled("store.writer")
    private let state = Mutex(State())
    private let connection: Confined<Database>
    private let probeInterval: Double

    /// Takes over a connection; `probeInterval` seconds lie between two attempts after a failure.
    init(_ database: sending Database, probeInterval: Double) {
        connection = Confined(database)
        self.probeInterval = probeInterval
    }

    /// What the last write came to.
    var health: StoreHealth { state.withLock { $0.health } }

    /// Calls `body` whenever writing works again after a failure.
    func onRecovery(_ body: @escaping @Sendable () -> Void) { state.withLock { $0.onRecovery.append(body) } }

    /// Queues a job; where there is no room, it ends at once on the caller's thread.
    func submit(_ job: Job) {
        let refusal: StoreError? = state.withLock { state in
            if state.isClosed { return StoreError(kind: .closed, message: "The store is closed.") }
            guard state.jobs.count < Self.capacity else {
                return StoreError(kind: .overloaded, message: "Too many writes wait.")
            }
            state.jobs.append(job)
            guard !state.isDraining else { return nil }
            state.isDraining = true
            queue.async { self.drain() }
            return nil
        }
        if let refusal { job.finish(refusal) }
    }

    /// Runs what is queued, then closes the connection; later jobs are refused.
    func close() {
        state.withLock { $0.isClosed = true }
        queue.sync {
            drain()
            connection.release()
        }
    }

    /// Runs SQL on the connection outside any transaction, for tests that set limits.
    func configure(_ sql: String) {
        queue.sync { connection.with { try? $0.execute(sql) } }
    }

    private func drain() {
        while true {
            let jobs = state.withLock { state in
                let taken = Array(state.jobs.prefix(Self.batch))
                state.jobs.removeFirst(taken.count)
                if taken.isEmpty { state.isDraining = false }
                return taken
            }
            guard !jobs.isEmpty else { return }
            perform(jobs)
        }
    }

    private func perform(_ jobs: [Job]) {
        connection.with { database in
            do throws(StoreError) {
                if try Self.commit(jobs, database) { note(nil) }
                database.setPatience(Database.patience)
                for job in jobs { job.finish(nil) }
            } catch  where jobs.count == 1 || error.kind == .locked {
                // No job caused the lock, and each alone would wait for it as long as all of them together (DLV-013).
                if error.kind == .locked { database.setPatience(Self.shortPatience) }
                note(error)
                for job in jobs { job.finish(error) }
            } catch {
                // One of them is at fault, or the disk: each alone, so that none fails for another's reason.
                for job in jobs { performAlone(job, database) }
            }
        }
    }

    private func performAlone(_ job: Job, _ database: Database) {
        do throws(StoreError) {
            if try Self.commit([job], database) { note(nil) }
            job.finish(nil)
        } catch {
            note(error)
            job.finish(error)
        }
    }

    /// - Returns: whether anything was written: a transaction that changed nothing says nothing about the disk.
    private static func commit(_ jobs: [Job], _ database: Database) throws(StoreError) -> Bool {
        let before = database.changes
        FaultPoint.pass()
        do throws(StoreError) {
            try database.run("BEGIN IMMEDIATE")
            for job in jobs { try job.run(Transaction(database: database)) }
            FaultPoint.pass()
            try database.run("COMMIT")
        } catch {
            if database.isInTransaction { try? database.execute("ROLLBACK") }
            throw error
        }
        FaultPoint.pass()
        return database.changes > before
    }
}

// Health.
extension Writer {
    private func note(_ error: StoreError?) {
        // A job that broke a rule of the schema says nothing about the disk.
        if error?.kind == .constraint { return }
        let recovered = state.withLock { state in
            let next = error.map { StoreHealth.failing($0.kind) } ?? .ok
            defer { state.health = next }
            guard next.isOK else {
                if !state.isProbing { scheduleProbe(&state) }
                return [@Sendable () -> Void]()
            }
            return state.health.isOK ? [] : state.onRecovery
        }
        for body in recovered { body() }
    }

    private func scheduleProbe(_ state: inout State) {
        guard !state.isClosed else { return }
        state.isProbing = true
        queue.asyncAfter(deadline: .now() + probeInterval) { [weak self] in self?.probe() }
    }

    private func probe() {
        let isNeeded = state.withLock { state in
            state.isProbing = false
            return !state.health.isOK && !state.isClosed
        }
        guard isNeeded else { return }
        let job = Job(
            run: { transaction throws(StoreError) in
                try transaction.database.run(
                    "INSERT INTO probe VALUES (1, 1) ON CONFLICT DO UPDATE SET count = count + 1"
                )
            },
            finish: { _ in }
        )
        perform([job])
    }
}
