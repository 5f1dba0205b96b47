import TestSupport
import Testing

/// The vectors beside the specifications: none of the folders is empty, and each case has its form.
@Suite(.aside) struct VectorFolderTests {
    private static let wires = ["json", "form", "http", "sse", "synology", "openai"]

    @Test(arguments: wires, ["valid", "invalid"])
    func `a vector folder is not empty`(wire: String, kind: String) throws {
        let files = Project.files(below: "Specs/\(wire)/\(kind)", suffix: ".jsonl")
        #expect(!files.isEmpty, "Specs/\(wire)/\(kind) holds no vectors")
        for file in files { #expect(try !VectorFile(file).cases.isEmpty, "\(file) is empty") }
    }

    @Test(arguments: ["form", "http", "openai"])
    func `recorded cases are there`(wire: String) throws {
        #expect(try !VectorFile("Specs/\(wire)/cases.jsonl").cases.isEmpty)
    }

    @Test func `identifiers are unique and cases complete`() throws {
        var seen: Set<String> = []
        for wire in Self.wires {
            for kind in ["valid", "invalid"] {
                for file in Project.files(below: "Specs/\(wire)/\(kind)", suffix: ".jsonl") {
                    for vector in try VectorFile(file).cases {
                        #expect(seen.insert(vector.identifier).inserted, "\(vector.identifier) stands twice (\(file))")
                        #expect(
                            vector.isComplete(valid: kind == "valid"),
                            "\(vector.identifier) (\(file)) lacks a field"
                        )
                    }
                }
            }
        }
    }

    @Test func `at least a thousand vectors stand beside the specifications`() throws {
        let files = Project.files(below: "Specs", suffix: ".jsonl")
        let count = try files.reduce(0) { try $0 + VectorFile($1).cases.count }
        #expect(count >= 1000, "\(count) vectors")
    }
}
