import TestSupport
import Testing

@testable import OpenAIWire

/// Which failures are repeated, how often and when.
@Suite struct RetryPolicyTests {
    private func wait(
        _ error: APIError,
        attempt: Int = 1,
        _ headers: [String: String] = [:],
        random: Double = 0
    ) -> Double? {
        RetryPolicy.wait(after: error, attempt: attempt, header: { headers[$0] }, random: random)
    }

    @Test(.proves("OAI-050")) func `what may pass is repeated, what cannot is not`() {
        let passing: Set<APIError.Class> = [
            .network, .timeout, .truncated, .conflict, .rateLimit, .overloaded, .gateway, .server, .emptyAnswer,
            .protocolViolation,
        ]
        for kind in APIError.Class.allCases {
            #expect((wait(APIError(kind, status: 500)) != nil) == passing.contains(kind), "\(kind)")
        }
        #expect(wait(APIError(.server, status: 501)) == nil)
        #expect(wait(APIError(.server, status: 505)) == nil)
    }

    @Test(.proves("OAI-051")) func `two repetitions, with a growing pause`() {
        let error = APIError(.server, status: 500)
        #expect(wait(error, attempt: 1) == 0.5)
        #expect(wait(error, attempt: 2) == 1)
        #expect(wait(error, attempt: 2, random: 1) == 0.75)
        #expect(wait(error, attempt: 3) == nil)
    }

    @Test(.proves("OAI-052")) func `the server's wish is followed up to two minutes`() {
        let error = APIError(.rateLimit, status: 429)
        #expect(wait(error, ["retry-after": "7"]) == 7)
        #expect(wait(error, ["retry-after": "7", "retry-after-ms": "1500"]) == 1.5)
        #expect(wait(error, ["retry-after": "121"]) == nil)
        #expect(wait(error, ["retry-after": "-1"]) == 0.5)
        #expect(wait(error, ["retry-after": "soon"]) == 0.5)
        #expect(RetryPolicy.wish { _ in nil } == nil)
    }

    @Test(.proves("OAI-053")) func `a server may forbid the repetition`() {
        #expect(wait(APIError(.server, status: 500), ["x-should-retry": "false"]) == nil)
        #expect(wait(APIError(.auth, status: 401), ["x-should-retry": "true"]) == nil)
    }
}
