import Foundation
import TestSupport
import Testing
import Wire

/// The 103 cases of `Specs/form/cases.jsonl`: the pairs of the URL Standard, and what the strict profile makes of them.
@Suite struct FormCaseTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let identifier: String
        let body: [UInt8]
        /// The pairs of the URL Standard, or their count where there are many.
        let pairs: JSONValue
        /// The fault under the strict profile, or `nil`.
        let refusal: String?

        var testDescription: String { identifier }

        init(_ line: ArraySlice<UInt8>) throws {
            let fields = try JSONParser.parse(Array(line))
            identifier = try #require(fields["id"]?.string)
            let coded = try #require(fields["body_b64"]?.string)
            body = Array(try #require(Data(base64Encoded: coded)))
            pairs = try #require(fields["whatwg"])
            refusal = fields["strict"]?["reject"]?.string
        }

        static func all() throws -> [Case] {
            try Project.bytes("Specs/form/cases.jsonl").split(separator: UInt8(ascii: "\n")).map(Case.init)
        }
    }

    @Test func `there are 103 cases, 33 of them refused`() throws {
        let cases = try Case.all()
        #expect(cases.count == 103)
        #expect(cases.filter { $0.refusal != nil }.count == 33)
    }

    @Test(
        .proves("FORM-001", "FORM-002", "FORM-003", "FORM-004", "FORM-005", "FORM-006", "FORM-007", "FORM-008"),
        .proves("FORM-009", "FORM-010", "FORM-011", "FORM-012"),
        arguments: try Case.all()
    )
    func `the pairs are those of the URL Standard`(form: Case) throws {
        let pairs = try FormParser.parse(form.body, rules: .whatwg)
        if let count = form.pairs["pairs"]?.int64 {
            #expect(pairs.count == Int(count))
            #expect(
                SHA256.hexDigest(JSONValue.array(pairs.map(\.json)).encoded()) == form.pairs["sha256_of_json"]?.string
            )
        } else {
            #expect(JSONValue.array(pairs.map(\.json)) == form.pairs)
        }
    }

    @Test(
        .proves("FORM-020", "FORM-021", "FORM-022", "FORM-023", "FORM-024", "FORM-026"),
        arguments: try Case.all()
    )
    func `the strict profile refuses or changes nothing`(form: Case) throws {
        do throws(FormError) {
            let pairs = try FormParser.parse(form.body, rules: .synology)
            #expect(form.refusal == nil)
            #expect(try FormParser.parse(form.body, rules: .whatwg) == pairs)
        } catch {
            #expect(error.codeName == form.refusal)
        }
    }

    @Test(.proves("FORM-013"), arguments: try Case.all().filter { $0.body.count < 5_000 })
    func `any cut gives the same`(form: Case) {
        for rules in [FormRules.whatwg, .synology] {
            let outcome = { (pieces: [ArraySlice<UInt8>]) in
                Result { () throws(FormError) in
                    var parser = FormParser(rules: rules)
                    for piece in pieces { try parser.receive(piece) }
                    return try parser.finish()
                }
            }
            let whole = outcome([form.body[...]])
            #expect(splits(of: form.body).allSatisfy { outcome($0) == whole })
        }
    }
}
