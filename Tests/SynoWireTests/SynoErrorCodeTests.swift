import Foundation
import SynoWire
import TestSupport
import Testing

@Suite struct SynoErrorCodeTests {
    /// The rows `| code | name | retry | source |` of the specification.
    private static func table() throws -> [(code: Int64, name: String, retry: String)] {
        let text = String(decoding: try Project.bytes("Specs/synology/SPEC.md"), as: UTF8.self)
        return text.split(separator: "\n").flatMap { line -> [(Int64, String, String)] in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 4 else { return [] }
            let codes = cells[0].split(separator: ",").compactMap { Int64($0.trimmingCharacters(in: .whitespaces)) }
            return codes.map { ($0, cells[1].replacingOccurrences(of: "-N", with: "-\($0)"), cells[2]) }
        }
    }

    @Test(.proves("SYN-120", "SYN-130"))
    func `the code table is that of the specification`() throws {
        let table = try Self.table()
        #expect(table.map(\.code).sorted() == SynoErrorCode.known.map(\.rawValue))
        for row in table {
            let code = SynoErrorCode(rawValue: row.code)
            #expect(code.name == row.name)
            #expect(code.retry.rawValue == row.retry, "\(row.code)")
        }
    }

    @Test(.proves("SYN-120"))
    func `every code has a name and a meaning of its own`() {
        let known = SynoErrorCode.known
        #expect(known.allSatisfy { $0.meaning.hasSuffix(".") })
        #expect(Set(known.map(\.name)).count == known.count)
        let named: [SynoErrorCode] = [
            .unknown, .missingParameter, .noSuchAPI, .noSuchMethod, .noSuchVersion, .fileOrBusy, .badPayload, .badToken,
            .unknownUser, .tooLong, .tooFast, .noTarget,
        ]
        #expect(named.map(\.rawValue) == [100, 101, 102, 103, 104, 117, 120, 404, 407, 410, 411, 800])
    }

    @Test(.proves("SYN-130"))
    func `only four codes are worth another post`() {
        let again = SynoErrorCode.known.filter { $0.retry != .never }
        #expect(again.map(\.rawValue) == [102, 117, 410, 411])
        #expect(again.map(\.retry) == [.later, .once, .shorten, .wait])
    }

    @Test(.proves("SYN-131"))
    func `an unknown code is permanent and keeps its number`() {
        let code = SynoErrorCode(rawValue: 499)
        #expect(code.name == "code-499")
        #expect(code.meaning == "Synology Chat answers with the code 499.")
        #expect(code.retry == .never)
    }
}
