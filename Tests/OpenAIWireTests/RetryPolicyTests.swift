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
        RetryPolicy.wait(after: error, attempt: attempt, header: { headers[$0] }, now: 784_111_700, random: random)
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
        #expect(RetryPolicy.wish({ _ in nil }, now: 0) == nil)
        for text in ["0", "-0", "nan", "inf", ""] { #expect(wait(error, ["retry-after": text]) == 0.5, "\(text)") }
        #expect(wait(error, ["retry-after": "7", "retry-after-ms": "-1"]) == 7)
        #expect(wait(error, ["retry-after": "0x10"]) == 0.5)
        #expect(wait(error, ["retry-after": "1e300"]) == nil)
        #expect(RetryPolicy.wish({ ["retry-after": "1e300"][$0] }, now: 0) == RetryPolicy.longestWish)
    }

    @Test(.proves("OAI-053")) func `a server may forbid the repetition`() {
        #expect(wait(APIError(.server, status: 500), ["x-should-retry": "false"]) == nil)
        #expect(wait(APIError(.server, status: 500), ["x-should-retry": "False"]) == nil)
        #expect(wait(APIError(.auth, status: 401), ["x-should-retry": "true"]) == nil)
    }

    @Test(.proves("OAI-059"), arguments: [429, 503])
    func `a server that asks to slow down is left alone for longer`(status: Int) {
        let error = APIError(status: status, body: Array(#"{"error":{"message":"x","code":"slow_down"}}"#.utf8))
        #expect(wait(error) == 2)
        #expect(wait(error, attempt: 2) == 4)
        #expect(wait(error, attempt: 2, random: 1) == 3)
        #expect(wait(error, attempt: 3) == nil)
        #expect(wait(error, ["retry-after": "1"]) == 1)
    }

    @Test(.proves("OAI-054")) func `a date is a wish counted from the answer's own date, else from now`() {
        let error = APIError(.rateLimit, status: 429)
        let date = "Sun, 06 Nov 1994 08:49:37 GMT"
        #expect(wait(error, ["retry-after": date]) == 77)
        #expect(wait(error, ["retry-after": date, "date": "Sun, 06 Nov 1994 08:49:30 GMT"]) == 7)
        #expect(wait(error, ["retry-after": date, "date": "yesterday"]) == 77)
        #expect(wait(error, ["retry-after": "Sun, 06 Nov 1994 08:50:21 GMT"]) == nil, "too long")
        // The past and what is no date are no wish.
        #expect(wait(error, ["retry-after": "Sun, 06 Nov 1994 08:48:20 GMT"]) == 0.5)
        #expect(wait(error, ["retry-after": "Mon, 06 Nov 1994 08:49:37 GMT"]) == 0.5)
    }

    @Test(.proves("OAI-055")) func `a spent budget is asked again only where the server says when`() {
        let error = APIError(status: 402, body: Array(#"{"error":{"message":"in flight","code":402}}"#.utf8))
        #expect(wait(error) == nil)
        #expect(wait(error, ["retry-after": "3"]) == 3)
        #expect(wait(error, ["retry-after": "0"]) == nil)
        #expect(wait(error, ["retry-after": "3", "x-should-retry": "false"]) == nil)
        #expect(wait(APIError(.quota, status: 429), ["retry-after": "3"]) == nil)
    }
}
