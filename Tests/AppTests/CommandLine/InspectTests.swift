import App
import Conformance
import Foundation
import TestSupport
import Testing
import Wire

@Suite struct InspectTests {
    @Test(arguments: [
        ("json", #"{"b":1,"a":[true,null]}"#, #"{"a":[true,null],"b":1}"#),
        ("form", "a=1&b=%20", #"[["a","1"],["b"," "]]"#),
        ("sse", "data: x\n\n", #"[{"data":"x","event":"message","id":"","retry":null}]"#),
    ]) func `what is right is one line of canonical JSON`(kind: String, input: String, expected: String) {
        let run = Run(["inspect", kind], input: Array(input.utf8))
        #expect(run.output == expected + "\n" && run.code == 0 && run.errors.isEmpty)
    }

    @Test func `a fault is exit 65 and one JSON line on standard error`() throws {
        let run = Run(["inspect", "json"], input: Array("[1,]".utf8))
        #expect(run.code == 65 && run.output.isEmpty && run.errors.count == 1)
        let fault = try JSONParser.parse(Array(run.errors[0].utf8))
        #expect(fault["offset"]?.int64 == 3)
        for name in ["error", "requirement", "message"] { #expect(fault[name]?.string?.isEmpty == false) }
        #expect(run.errors[0].hasPrefix(#"{"error":""#))
    }

    @Test(.proves("SYN-007"), arguments: ["syno-message", "syno-command", "syno-outgoing", "syno-callback"])
    func `a form beyond the largest size is refused at its first byte too many`(kind: String) throws {
        for size in [65_536, 65_537] {
            let run = Run(["inspect", kind], input: [UInt8](repeating: UInt8(ascii: "a"), count: size))
            let fault = try JSONParser.parse(Array(#require(run.errors.first).utf8))
            #expect(run.code == 65 && fault["error"]?.string == (size > 65_536 ? "too-long" : "missing-field"))
            #expect(fault["offset"]?.int64 == 65_536)
        }
    }

    @Test(arguments: InspectKind.all.map(\.name)) func `every vector of a kind gives what it says`(kind: String) throws
    {
        let paths = Project.files(below: "Specs", suffix: ".jsonl").filter {
            $0.contains("/valid/") || $0.contains("/invalid/")
        }
        for path in paths {
            let lines = try Project.bytes(path).split(separator: UInt8(ascii: "\n"))
            for (line, vector) in zip(lines, try VectorFile(path).cases) {
                // A case with a limit of its own is the codec's business: `inspect` has the defaults.
                guard vector.kind == kind, vector.fields["limit"] == nil else { continue }
                let run = Run(["inspect", kind], input: vector.input)
                if let error = vector.error {
                    let fault = try run.errors.first.map { try JSONParser.parse(Array($0.utf8)) }
                    #expect(run.code == 65 && fault?["error"]?.string == error, "\(vector.identifier)")
                    #expect(fault?["offset"]?.int64 == vector.offset.map(Int64.init), "\(vector.identifier)")
                } else {
                    let limits = JSONLimits(maximumDepth: 100)
                    let expected = try JSONParser.parse(Array(line), limits: limits)["expected"]
                    let text = expected.map { String(decoding: $0.canonical(), as: UTF8.self) }
                    #expect(run.output == text.map { $0 + "\n" }, "\(vector.identifier)")
                }
            }
        }
    }
}
