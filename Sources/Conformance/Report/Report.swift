/// What a run found, as TAP and as JUnit XML.
public struct Report: Sendable {
    /// The test points in order.
    public let points: [TestPoint]
    /// Remarks under the test points.
    public let notes: [String]

    /// Creates a report.
    public init(points: [TestPoint], notes: [String]) {
        self.points = points
        self.notes = notes
    }

    /// Whether every requirement holds.
    public var holds: Bool { points.allSatisfy(\.holds) }

    /// The Test Anything Protocol, version 14 <https://testanything.org/tap-version-14-specification.html>; a fault is a YAML
    /// block of its own.
    public var tap: String {
        var lines = ["TAP version 14", "1..\(points.count)"]
        for (index, point) in points.enumerated() {
            let title = "\(point.requirement) \(point.title)".flatMap { $0 == "#" || $0 == "\\" ? ["\\", $0] : [$0] }
            lines.append("\(point.holds ? "ok" : "not ok") \(index + 1) - \(String(title))")
            guard !point.holds else { continue }
            lines.append("  ---")
            lines.append("  faults:")
            for fault in point.faults {
                lines.append("    - case: \"\(Fault.printable(fault.name.utf8))\"")
                lines.append("      expected: \"\(Fault.printable(fault.expected.utf8))\"")
                lines.append("      got: \"\(Fault.printable(fault.got.utf8))\"")
                lines.append("      bytes: \"\(Fault.printable(fault.bytes))\"")
            }
            lines.append("  ...")
        }
        return (lines + notes.map { "# \($0)" }).joined(separator: "\n") + "\n"
    }

    /// JUnit's XML, printable ASCII only, so that it is well-formed whatever bytes were at fault.
    public var junit: String {
        let failures = points.count { !$0.holds }
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<testsuite name=\"conformance\" tests=\"\(points.count)\" failures=\"\(failures)\">",
        ]
        for point in points {
            let wire = point.requirement.prefix { $0 != "-" }
            let name = Self.xml(Fault.printable("\(point.requirement) \(point.title)".utf8))
            let head = "  <testcase classname=\"conformance.\(wire)\" name=\"\(name)\""
            guard !point.holds else {
                lines.append(head + "/>")
                continue
            }
            lines.append(head + ">")
            for fault in point.faults {
                lines.append(
                    "    <failure message=\"\(Self.xml(Fault.printable(fault.name.utf8)))\">"
                        + "expected: \(Self.xml(Fault.printable(fault.expected.utf8)))\n"
                        + "got: \(Self.xml(Fault.printable(fault.got.utf8)))\n"
                        + "bytes: \(Self.xml(Fault.printable(fault.bytes)))</failure>"
                )
            }
            lines.append("  </testcase>")
        }
        return (lines + ["</testsuite>"]).joined(separator: "\n") + "\n"
    }

    private static func xml(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
