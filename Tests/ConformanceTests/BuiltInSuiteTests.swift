import Foundation
import TestSupport
import Testing

@testable import Conformance

@Suite(.aside) struct BuiltInSuiteTests {
    /// The files, one of them with a text replaced.
    private static func files(_ path: String, _ old: String, _ new: String) throws -> [EmbeddedFile] {
        try EmbeddedFile.all.map { file in
            guard file.path == path else { return file }
            let text = String(decoding: file.bytes, as: UTF8.self)
            let range = try #require(text.range(of: old))
            return EmbeddedFile(path: path, bytes: Array(text.replacingCharacters(in: range, with: new).utf8))
        }
    }

    @Test func `what the program carries is the folder Specs`() throws {
        let paths = Project.files(below: "Specs", suffix: ".jsonl") + Project.files(below: "Specs", suffix: "SPEC.md")
        #expect(EmbeddedFile.all.map(\.path) == paths.sorted(), "run Scripts/generate/embed-specs.sh and build again")
        for file in EmbeddedFile.all { #expect(try file.bytes == Project.bytes(file.path), "\(file.path)") }
    }

    @Test func `every requirement is read as the matrix reads it`() throws {
        let stated = try Traceability().requirements
        #expect(Requirement.all.map(\.number).sorted() == stated.map(\.number).sorted())
        #expect(Requirement.all.map(\.sentence).sorted() == stated.map(\.sentence).sorted())
    }

    @Test func `everything holds, and every case is run`() throws {
        let report = BuiltInSuite.run()
        #expect(report.points.filter { $0.verdict != .holds }.map(\.requirement) == [])
        let cases = try Project.files(below: "Specs", suffix: ".jsonl").map { ($0, try VectorFile($0).cases) }
        let vectors = cases.filter { $0.0.contains("valid/") }
        let named = Set(vectors.flatMap { $0.1.map(\.requirement) })
        let count = vectors.reduce(0) { $0 + $1.1.count }
        let total = cases.reduce(0) { $0 + $1.1.count }
        #expect(
            report.notes.first
                == "\(named.count) of \(Requirement.all.count) requirements are shown by \(count) vectors; "
                + "\(total - count) recorded cases more."
        )
        #expect(report.points.count == named.count + 7)
    }

    @Test(arguments: [
        ("Specs/json/valid/literals.jsonl", "\"expected\":true", "\"expected\":false", "JSON-005"),
        ("Specs/json/invalid/literals.jsonl", "\"offset\":2", "\"offset\":3", "JSON-005"),
        ("Specs/sse/valid/lines.jsonl", "\"data\":\"a\"", "\"data\":\"b\"", "SSE-003"),
        ("Specs/form/invalid/strict.jsonl", "bad-percent", "bad-utf8", "FORM-020"),
        ("Specs/http/valid/host.jsonl", "bot.local\"", "bot.lokal\"", "HTTP-042"),
        ("Specs/synology/valid/response.jsonl", "\"success\": true", "\"success\": false", "SYN-110"),
        ("Specs/form/cases.jsonl", "[[\"a\", \"1\"]]", "[[\"a\", \"2\"]]", "FORM-001"),
        ("Specs/http/cases.jsonl", "\"expect\": \"200\"", "\"expect\": \"204\"", "HTTP-008"),
        ("Specs/openai/cases.jsonl", "\"finish\": \"stop\"", "\"finish\": \"length\"", "OAI-020"),
        ("Specs/tokens/tokens-dev-2.jsonl", "[188]", "[189]", "TOK-001"),
        ("Specs/json/valid/literals.jsonl", "JSON-005", "JSON-999", "Specs"),
        ("Specs/json/valid/literals.jsonl", "\"expected\"", "\"expcted\"", "Specs"),
    ])
    func `a false vector is found, alone, with its bytes`(path: String, old: String, new: String, number: String) throws
    {
        let report = BuiltInSuite.run(try Self.files(path, old, new))
        #expect(!report.holds)
        let failed = report.points.filter { $0.verdict != .holds }
        #expect(failed.map(\.requirement) == [number])
        #expect(failed.first?.faults.count == 1)
        #expect(failed.first?.faults.first?.bytes.isEmpty == false)
        #expect(report.tap.contains("not ok "))
    }
}
