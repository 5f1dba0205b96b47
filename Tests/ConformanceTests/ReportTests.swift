import Foundation
import Testing

@testable import Conformance

@Suite struct ReportTests {
    private static let everyByte = Array(UInt8.min...UInt8.max)
    private static let report = Report(
        points: [
            TestPoint(requirement: "JSON-001", title: "holds # not a directive", faults: []),
            TestPoint(
                requirement: "JSON-002",
                title: "fails <&>\"",
                faults: [Fault("a\nb", expected: "\u{0}]]>", got: "é", bytes: everyByte)]
            ),
        ],
        notes: ["a remark"]
    )

    @Test func `TAP has a plan, a line for each point and a block for a fault`() {
        let lines = Self.report.tap.split(separator: "\n").map(String.init)
        #expect(lines[0] == "TAP version 14")
        #expect(lines[1] == "1..2")
        #expect(lines[2] == "ok 1 - JSON-001 holds \\# not a directive")
        #expect(lines[3] == "not ok 2 - JSON-002 fails <&>\"")
        #expect(lines[4...5] == ["  ---", "  faults:"])
        #expect(lines[6] == #"    - case: "a\nb""#)
        #expect(lines[7] == #"      expected: "\x00]]>""#)
        #expect(lines[8] == #"      got: "\xc3\xa9""#)
        #expect(lines[9].hasPrefix(#"      bytes: "\x00\x01"#) && lines[9].hasSuffix(#"\xfe\xff""#))
        #expect(lines[10...] == ["  ...", "# a remark"])
    }

    @Test func `JUnit holds printable ASCII only, with markup escaped`() {
        let xml = Self.report.junit
        #expect(xml.utf8.allSatisfy { $0 == 0x0A || (0x20...0x7E).contains($0) })
        #expect(xml.contains("tests=\"2\" failures=\"1\""))
        #expect(xml.contains("name=\"JSON-002 fails &lt;&amp;&gt;\\&quot;\""))
        #expect(xml.contains("expected: \\x00]]&gt;\n"))
        #expect(xml.components(separatedBy: "<testcase").count == 3)
    }

    @Test func `long bytes are cut, and their number is said`() {
        let text = Fault.printable([UInt8](repeating: 0x61, count: 500))
        #expect(text == String(repeating: "a", count: 400) + " ... (500 bytes)")
    }
}
