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

    /// Whether nothing fails; deviations are none.
    public var holds: Bool { count(.fails) == 0 }

    /// How many test points came to a verdict.
    public func count(_ verdict: TestPoint.Verdict) -> Int { points.count { $0.verdict == verdict } }

    /// The report with every occurrence of these texts, in what servers sent, replaced by `***`.
    public func hiding(_ secrets: [String]) -> Report {
        let points = points.map { point in
            TestPoint(
                requirement: point.requirement,
                title: point.title,
                faults: point.faults.map { $0.hiding(secrets) },
                isAdvice: point.isAdvice,
                reason: point.reason
            )
        }
        return Report(points: points, notes: notes)
    }

    /// The Test Anything Protocol, version 14 <https://testanything.org/tap-version-14-specification.html>.
    ///
    /// Faults stand in a YAML block; a deviation has the directive `TODO`, what was not judged the directive `SKIP`.
    public var tap: String {
        var lines = ["TAP version 14", "1..\(points.count)"]
        for (index, point) in points.enumerated() {
            let title = "\(point.requirement) \(point.title)".flatMap { $0 == "#" || $0 == "\\" ? ["\\", $0] : [$0] }
            let directive =
                switch point.verdict {
                case .holds, .fails: ""
                case .deviates: " # TODO deviation"
                case .skipped: " # SKIP \(point.reason ?? "")"
                }
            lines.append("\(point.faults.isEmpty ? "ok" : "not ok") \(index + 1) - \(String(title))\(directive)")
            guard !point.faults.isEmpty else { continue }
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
    ///
    /// JUnit knows no deviation: it is a skipped case with its faults, as what was not judged is one without. A case has
    /// one verdict, and many readers take no more than that: all its faults stand in one element.
    public var junit: String {
        let failures = count(.fails)
        let skipped = count(.deviates) + count(.skipped)
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<testsuite name=\"conformance\" tests=\"\(points.count)\" failures=\"\(failures)\" errors=\"0\""
                + " skipped=\"\(skipped)\">",
        ]
        for point in points {
            let wire = point.requirement.prefix { $0 != "-" }
            let name = Self.xml(Fault.printable("\(point.requirement) \(point.title)".utf8))
            let head = "  <testcase classname=\"conformance.\(wire)\" name=\"\(name)\""
            guard point.verdict != .holds else {
                lines.append(head + "/>")
                continue
            }
            lines.append(head + ">")
            if let reason = point.reason, point.faults.isEmpty {
                lines.append("    <skipped message=\"\(Self.xml(Fault.printable(reason.utf8)))\"/>")
            }
            if let first = point.faults.first {
                let element = point.verdict == .deviates ? "skipped" : "failure"
                let more = point.faults.count > 1 ? " and \(point.faults.count - 1) more" : ""
                let message = Self.xml(Fault.printable(first.name.utf8) + more)
                let text = point.faults.map(Self.text).joined(separator: "\n\n")
                lines.append("    <\(element) message=\"\(message)\">\(Self.xml(text))</\(element)>")
            }
            lines.append("  </testcase>")
        }
        return (lines + ["</testsuite>"]).joined(separator: "\n") + "\n"
    }

    /// A fault as lines of printable ASCII.
    private static func text(_ fault: Fault) -> String {
        """
        case: \(Fault.printable(fault.name.utf8))
        expected: \(Fault.printable(fault.expected.utf8))
        got: \(Fault.printable(fault.got.utf8))
        bytes: \(Fault.printable(fault.bytes))
        """
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
