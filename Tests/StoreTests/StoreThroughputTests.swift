import ServiceSupport
import Synchronization
import TestSupport
import Testing

@testable import Store

@Suite struct StoreThroughputTests {
    private static let next = Atomic<Int64>(0)

    /// 64 senders, each of which waits for its acknowledgement before its next message.
    @Test(.proves("DLV-002"))
    func `writes of waiting senders are all kept`() async throws {
        let fixture = try await StoreFixture()
        let total: Int64 = 2_000
        let store = fixture.store
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<64 {
                group.addTask {
                    while true {
                        let post = Self.next.add(1, ordering: .relaxed).newValue
                        guard post <= total else { return }
                        let text = "a message of some length, as people write them"
                        guard let message = try? store.message(text, post: post, at: post) else { return }
                        _ = try? await store.write { transaction throws(StoreError) in try transaction.accept(message) }
                    }
                }
            }
        }
        let kept = try await store.read { transaction throws(StoreError) in
            try transaction.database.number("SELECT count(*) FROM inbox")
        }
        #expect(kept == total)
    }
}
