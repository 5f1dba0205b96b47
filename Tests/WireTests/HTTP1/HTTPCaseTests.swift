import TestSupport
import Testing
import Wire

/// What the parser made of the octets of a connection.
struct HTTPTrace: Equatable {
    var events: [HTTPRequestEvent] = []
    var error: HTTPRequestError?

    var requests: [HTTPRequest] {
        events.compactMap { if case .request(let request) = $0 { request } else { nil } }
    }

    init(_ pieces: [ArraySlice<UInt8>], limits: HTTPParserLimits = HTTPParserLimits()) {
        var parser = HTTPRequestParser(limits: limits)
        do {
            for var piece in pieces { while let event = try parser.next(&piece) { events.append(event) } }
        } catch {
            self.error = error
        }
    }

    init(_ text: String, limits: HTTPParserLimits = HTTPParserLimits()) {
        self.init([Array(text.utf8)[...]], limits: limits)
    }
}

@Suite(.aside) struct HTTPCaseTests {
    @Test(.proves("HTTP-008")) func everyCaseIsJudgedAlikeHoweverCut() throws {
        let cases = try HTTPCase.all()
        #expect(cases.count == 337)
        for one in cases where !one.bytes.isEmpty {
            for size in [one.bytes.count, 7, 1] {
                check(one, HTTPTrace(pieces(of: one.bytes, size: size)), size)
            }
        }
    }

    @Test(.proves("HTTP-008")) func everyTwoPieceCutGivesTheSameRequestsAndTheSameErrorOffset() throws {
        for one in try HTTPCase.all() {
            let whole = HTTPTrace([one.bytes[...]])
            for cut in splits(of: one.bytes) {
                let trace = HTTPTrace(cut)
                #expect(trace.requests == whole.requests && trace.error == whole.error, "\(one.id) \(cut.map(\.count))")
            }
        }
    }

    /// Statuses in order, cut off where the connection ends.
    private func statuses(_ trace: HTTPTrace) -> (list: [String], closes: Bool) {
        var list: [String] = []
        for event in trace.events {
            guard case .request(let request) = event else {
                list.append("100")
                continue
            }
            let status = HTTPCaseApplication.status(
                method: request.method,
                path: request.target.path,
                contentType: request.headers["Content-Type"],
                body: request.body
            )
            list.append(String(status))
            if !request.keepsAlive { return (list, true) }
        }
        if let error = trace.error { return (list + [String(error.status)], true) }
        return (list, false)
    }

    private func check(_ one: HTTPCase, _ trace: HTTPTrace, _ size: Int) {
        let (all, closes) = statuses(trace)
        let finals = all.filter { $0 != "100" || one.expected == "100" }
        let label = "\(one.testDescription), in pieces of \(size): \(all) \(trace.error?.codeName ?? "")"
        if one.isIncomplete, one.expected == "close" {
            #expect(finals.allSatisfy(one.allowed.contains), "\(label)")
            return
        }
        #expect(finals.first.map(one.allowed.contains) == true, "\(label)")
        if one.after == "close" { #expect(closes, "\(label)") }
        if one.after == "open" { #expect(!closes, "\(label)") }
        if let sequence = one.sequence { #expect(finals == sequence, "\(label)") }
    }
}
