import Bot
import Dispatch
import ServiceSupport
import Synchronization
import TestSupport
import Testing

@testable import Store

@Suite(.aside) struct StoreFailureTests {
    @Test(.proves("DLV-004"))
    func `a full disk is a state that ends`() async throws {
        // The probe's own row would find room where the message does not.
        let fixture = try await StoreFixture(probeInterval: 3_600)
        // SQLite's own limit gives the same SQLITE_FULL as a disk without room.
        let pages = try await fixture.store.write { transaction throws(StoreError) in
            try transaction.database.number("PRAGMA page_count")
        }
        fixture.store.configure("PRAGMA max_page_count = \(pages)")
        let large = String(repeating: "x", count: 60_000)
        let error = await #expect(throws: StoreError.self) {
            _ = try await fixture.accept(fixture.store.message(large, post: 1))
        }
        #expect(error?.kind == .full)
        #expect(fixture.store.health == .failing(.full))
        fixture.store.configure("PRAGMA max_page_count = 1000000")
        #expect(try await fixture.accept(fixture.store.message(large, post: 1)) == .accepted(1))
        #expect(fixture.store.health == .ok)
    }

    @Test(.proves("DLV-004"))
    func `what writes nothing says nothing about the disk`() async throws {
        let fixture = try await StoreFixture(probeInterval: 3_600)
        let pages = try await fixture.store.write { transaction throws(StoreError) in
            try transaction.database.number("PRAGMA page_count")
        }
        fixture.store.configure("PRAGMA max_page_count = \(pages)")
        let large = String(repeating: "x", count: 60_000)
        await #expect(throws: StoreError.self) { _ = try await fixture.accept(fixture.store.message(large, post: 1)) }
        let users = try await fixture.store.write { transaction throws(StoreError) in try transaction.users().count }
        #expect(users == 2)
        #expect(fixture.store.health == .failing(.full))
    }

    @Test(.proves("DLV-004"))
    func `read-only is a state that ends`() async throws {
        let fixture = try await StoreFixture()
        fixture.store.configure("PRAGMA query_only = ON")
        let error = await #expect(throws: StoreError.self) {
            _ = try await fixture.accept(fixture.store.message("a", post: 1))
        }
        #expect(error?.kind == .readOnly)
        #expect(fixture.store.health.name == "read-only")
        fixture.store.configure("PRAGMA query_only = OFF")
        await fixture.store.recovery()
        #expect(try await fixture.accept(fixture.store.message("a", post: 1)) == .accepted(1))
    }

    @Test(.proves("DLV-004"))
    func `a lock ends by itself`() async throws {
        let fixture = try await StoreFixture()
        fixture.store.configure("PRAGMA busy_timeout = 20")
        let other = try Database(path: "\(fixture.folder.path)/bot.sqlite3")
        try other.execute("BEGIN IMMEDIATE")
        let error = await #expect(throws: StoreError.self) {
            _ = try await fixture.accept(fixture.store.message("a", post: 1))
        }
        #expect(error?.kind == .locked)
        #expect(fixture.store.health == .failing(.locked))
        try other.execute("ROLLBACK")
        // The probe finds out; nobody writes.
        await fixture.store.recovery()
        #expect(fixture.store.health.isOK)
    }

    @Test(.proves("DLV-013"))
    func `a lock fails all that waits at once, and holds no shutdown up`() async throws {
        let fixture = try await StoreFixture(probeInterval: 3_600)
        fixture.store.configure("PRAGMA busy_timeout = 500")
        let other = try Database(path: "\(fixture.folder.path)/bot.sqlite3")
        try other.execute("BEGIN IMMEDIATE")
        defer { try? other.execute("ROLLBACK") }
        let kinds = Mutex<[StoreError.Kind]>([])
        // One alone, and behind it more than one commit takes.
        for number in 0..<1_200 {
            let message = try fixture.store.message("m\(number)", post: Int64(number + 1))
            fixture.store.write { transaction throws(StoreError) in
                try transaction.accept(message)
            } completion: { result in
                if case .failure(let error) = result { kinds.withLock { $0.append(error.kind) } }
            }
        }
        // Waiting for the lock once for each would take ten minutes.
        let closed = DispatchSemaphore(value: 0)
        let store = fixture.store
        DispatchQueue.global().async {
            store.close()
            closed.signal()
        }
        try #require(Patience.wait(for: closed))
        #expect(kinds.withLock { $0 } == Array(repeating: .locked, count: 1_200))
    }

    @Test(.proves("DLV-002"))
    func `a write that fails does so alone`() async throws {
        let fixture = try await StoreFixture()
        let gate = DispatchSemaphore(value: 0)
        fixture.store.write { _ throws(StoreError) in
            gate.wait()
        } completion: { _ in
        }
        let results = Mutex<[Int: Bool]>([:])
        await withCheckedContinuation { continuation in
            let last = 99
            for number in 0...last {
                let message = try? fixture.store.message(
                    "m\(number)",
                    post: Int64(number + 1),
                    user: number == 50 ? 77 : 4
                )
                fixture.store.write { transaction throws(StoreError) in
                    if let message { _ = try transaction.accept(message) }
                } completion: { result in
                    results.withLock { $0[number] = (try? result.get()) != nil }
                    if number == last { continuation.resume() }
                }
            }
            gate.signal()
            // The gate's own job may be run once more with its batch.
            gate.signal()
        }
        let outcome = results.withLock { $0 }
        #expect(outcome.count == 100)
        #expect(outcome.filter { !$0.value }.keys.sorted() == [50])
        #expect(fixture.store.health.isOK)
    }

    @Test(.proves("DLV-003"))
    func `a full queue refuses at once`() async throws {
        let fixture = try await StoreFixture()
        let gate = DispatchSemaphore(value: 0)
        let started = DispatchSemaphore(value: 0)
        fixture.store.write { _ throws(StoreError) in
            started.signal()
            gate.wait()
        } completion: { _ in
        }
        started.wait()
        let refused = Mutex(0)
        let written = DispatchSemaphore(value: 0)
        for _ in 0..<(Writer.capacity + 3) {
            fixture.store.write { _ throws(StoreError) in
            } completion: { result in
                if case .failure(let error) = result, error.kind == .overloaded {
                    refused.withLock { $0 += 1 }
                } else {
                    written.signal()
                }
            }
        }
        #expect(refused.withLock { $0 } == 3)
        gate.signal()
        // What waited is written before there is room for more.
        for _ in 0..<Writer.capacity { try #require(Patience.wait(for: written)) }
        try await Task.detached { try await fixture.store.sql("SELECT 1") }.value
    }

    @Test(.proves("DLV-008"))
    func `every step of a turn's commit may fail`() async throws {
        let fixture = try await StoreFixture()
        _ = try await fixture.accept(fixture.store.message("question", post: 1))
        let record = TurnRecord(
            outcome: .answered(ModelAnswer(text: "answer", usage: .init(prompt: 1, completion: 2, total: 3))),
            dropped: 0,
            promptTokens: 10,
            toldTrimming: false,
            parts: ["one", "two"]
        )
        let facts = TurnFacts(
            userID: 4,
            model: "m",
            server: "http://server",
            questionTokens: 5,
            now: 5,
            day: "2026-11-23"
        )
        let before = try await fixture.counts()
        var failures = 0
        while true {
            StepFault.remaining.store(failures + 1, ordering: .relaxed)
            let hasMore = try? await fixture.store.write { transaction throws(StoreError) in
                transaction.database.onProgress(every: 1) { _ in StepFault.hits() }
                defer { transaction.database.onProgress(every: 0, nil) }
                return try transaction.commit(record, of: Question(id: 1, text: "question"), facts)
            }
            if hasMore == false { break }
            failures += 1
            #expect(try await fixture.counts() == before)
        }
        #expect(failures > 50)
        #expect(try await fixture.counts() == ["turns": 1, "usage": 1, "outbox": 2, "waiting": 0])
    }
}

/// Interrupts SQLite at the n-th step.
enum StepFault {
    static let remaining = Atomic<Int>(0)

    static func hits() -> Int32 { remaining.subtract(1, ordering: .relaxed).newValue == 0 ? 1 : 0 }
}

extension StoreFixture {
    func counts() async throws -> [String: Int64] {
        try await store.read { transaction throws(StoreError) in
            [
                "turns": try transaction.database.number("SELECT count(*) FROM turns"),
                "usage": try transaction.database.number("SELECT count(*) FROM usage"),
                "outbox": try transaction.database.number("SELECT count(*) FROM outbox"),
                "waiting": try transaction.database.number("SELECT count(*) FROM inbox WHERE is_done = 0"),
            ]
        }
    }
}
