import TestSupport
import Testing

@testable import Service

/// The delays of wrong tokens, without a server.
@Suite struct RefusalsTests {
    @Test(.proves("SEC-090")) func `each refusal of an address waits twice as long, up to five seconds`() {
        let refusals = Refusals()
        let delays = (0..<9).map { refusals.note("192.0.2.1", now: $0) }
        #expect(delays == [0, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5, 5])
        #expect(refusals.note("192.0.2.2", now: 9) == 0)
    }

    @Test(.proves("SEC-090")) func `ten minutes without a refusal begin anew`() {
        let refusals = Refusals()
        _ = refusals.note("192.0.2.1", now: 0)
        #expect(refusals.note("192.0.2.1", now: Refusals.memory - 1) == 0.1)
        #expect(refusals.note("192.0.2.1", now: 2 * Refusals.memory - 1) == 0)
    }

    @Test(.proves("SEC-090")) func `a full table forgets the addresses that were refused longest ago`() {
        let refusals = Refusals()
        for number in 0..<Refusals.capacity { _ = refusals.note("host \(number)", now: Int64(number)) }
        let now = Int64(Refusals.capacity)
        #expect(refusals.note("host 0", now: now) == 0.1, "a known address costs nobody his place")
        #expect(refusals.note("one more", now: now) == 0)
        #expect(refusals.note("host 0", now: now) == 0.2)
        #expect(refusals.note("host \(Refusals.capacity - 1)", now: now) == 0.1)
        #expect(refusals.note("host 1", now: now) == 0, "forgotten")
    }
}
