import Foundation
import TestSupport
import Testing
import Wire

/// A case of `Specs/http/cases.jsonl`.
struct HTTPCase: Decodable, CustomTestStringConvertible {
    let id: String
    let raw_b64: Data
    let expect: String
    let also_ok: [String]?
    let after: String
    let seq: [String]?
    let methods: [String]?
    let incomplete: Bool?
    let note: String

    var testDescription: String { "\(id): \(note)" }
    var allowed: [String] { [expect] + (also_ok ?? []) }

    static func all() throws -> [HTTPCase] {
        let bytes = try Project.bytes("Specs/http/cases.jsonl")
        return try bytes.split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(Self.self, from: Data($0))
        }
    }
}

/// What the little application that the cases assume answers (Specs/http/SPEC.md).
enum CaseApplication {
    static let token = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQrStUvWxYz01"

    static func status(of request: HTTPRequest) -> Int {
        if request.target.form == .asterisk { return 204 }
        switch request.target.path {
        case "/healthz": return request.method == "GET" || request.method == "HEAD" ? 200 : 405
        case "/webhook":
            guard request.method == "POST" else { return 405 }
            let type = request.headers["Content-Type"]?.split(separator: ";").first.map { $0.lowercased() }
            guard type == "application/x-www-form-urlencoded" else { return 415 }
            return String(decoding: request.body, as: UTF8.self).hasPrefix("token=\(token)&") ? 200 : 403
        default: return 404
        }
    }
}

@Suite struct HTTPCaseTests {
    /// Plays a case on the parser alone: the statuses in order, and whether the connection ends.
    static func play(_ pieces: [ArraySlice<UInt8>]) -> (statuses: [String], closes: Bool, error: HTTPRequestError?) {
        var parser = HTTPRequestParser()
        var statuses: [String] = []
        for var piece in pieces {
            do {
                while let event = try parser.next(&piece) {
                    switch event {
                    case .continueExpected: statuses.append("100")
                    case .request(let request):
                        statuses.append(String(CaseApplication.status(of: request)))
                        if !request.keepsAlive { return (statuses, true, nil) }
                    }
                }
            } catch {
                return (statuses + [String(error.status)], true, error)
            }
        }
        return (statuses, false, nil)
    }

    @Test func everyCaseIsJudgedAlikeHoweverCut() throws {
        let cases = try HTTPCase.all()
        #expect(cases.count == 337)
        for one in cases {
            let bytes = Array(one.raw_b64)
            for size in [bytes.count, 7, 1] where !bytes.isEmpty {
                check(one, Self.play(pieces(of: bytes, size: size)), size)
            }
        }
    }

    private func check(
        _ one: HTTPCase,
        _ result: (statuses: [String], closes: Bool, error: HTTPRequestError?),
        _ size: Int
    ) {
        let finals = result.statuses.filter { $0 != "100" || one.expect == "100" }
        let label = "\(one.id) in pieces of \(size): \(one.note): \(result)"
        if one.incomplete == true, one.expect == "close" {
            #expect(finals.isEmpty || one.allowed.contains(finals[0]), "\(label)")
            return
        }
        #expect(finals.first.map(one.allowed.contains) == true, "\(label)")
        if one.after == "close" { #expect(result.closes, "\(label)") }
        if one.after == "open" { #expect(!result.closes, "\(label)") }
        if let seq = one.seq { #expect(finals == seq, "\(label)") }
    }
}
