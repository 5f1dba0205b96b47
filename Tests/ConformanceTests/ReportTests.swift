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
        #expect(xml.contains("tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\""))
        #expect(xml.contains("name=\"JSON-002 fails &lt;&amp;&gt;\\&quot;\""))
        #expect(xml.contains("expected: \\x00]]&gt;\n"))
        #expect(xml.components(separatedBy: "<testcase").count == 3)
    }

    @Test func `long bytes are cut, and their number is said`() {
        let text = Fault.printable([UInt8](repeating: 0x61, count: 500))
        #expect(text == String(repeating: "a", count: 400) + " ... (500 bytes)")
    }

    @Test func `a broken SHOULD is a deviation, and what was not judged is said`() {
        let fault = Fault("a", expected: "b", got: "c", bytes: [])
        let report = Report(
            points: [
                TestPoint(requirement: "OAI-101", title: "advice", faults: [fault], isAdvice: true),
                TestPoint(requirement: "OAI-132", title: "keys", faults: [], reason: "no key <was> given"),
            ],
            notes: []
        )
        #expect(report.holds && report.points.map(\.verdict) == [.deviates, .skipped])
        #expect(report.tap.contains("not ok 1 - OAI-101 advice # TODO deviation\n  ---\n"))
        #expect(report.tap.hasSuffix("\nok 2 - OAI-132 keys # SKIP no key <was> given\n"))
        #expect(report.junit.contains("failures=\"0\" errors=\"0\" skipped=\"2\""))
        #expect(report.junit.contains("<skipped message=\"a\">case: a\nexpected: b\ngot: c\nbytes: </skipped>"))
        #expect(report.junit.contains("<skipped message=\"no key &lt;was&gt; given\"/>"))
    }

    @Test func `a case of JUnit has one verdict, however many faults it has`() {
        let faults = ["a", "b", "c"].map { Fault($0, expected: "1", got: "2", bytes: [0x78]) }
        for (isAdvice, element) in [(false, "failure"), (true, "skipped")] {
            let point = TestPoint(requirement: "OAI-156", title: "many", faults: faults, isAdvice: isAdvice)
            let xml = Report(points: [point], notes: []).junit
            let texts = ["a", "b", "c"].map { "case: \($0)\nexpected: 1\ngot: 2\nbytes: x" }
            let whole = "<\(element) message=\"a and 2 more\">\(texts.joined(separator: "\n\n"))</\(element)>"
            #expect(xml.contains(whole) && xml.components(separatedBy: "<\(element)").count == 2)
        }
    }

    @Test func `secrets are hidden wherever a server repeats them`() {
        let fault = Fault("sk-1", expected: "no sk-1", got: "sk-1sk-1", bytes: Array("a sk-1 b".utf8))
        let report = Report(points: [TestPoint(requirement: "A", title: "b", faults: [fault])], notes: [])
        #expect(!report.hiding(["sk-1", ""]).tap.contains("sk-1"))
        #expect(report.hiding(["sk-1"]).points[0].faults[0].bytes == Array("a *** b".utf8))
    }
}
