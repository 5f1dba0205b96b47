/// The matrix of requirements and the tests that prove them.
public struct RequirementPage {
    private let trace: Traceability

    /// Creates the page of what was read.
    public init(trace: Traceability) { self.trace = trace }

    /// The page: one table a specification, one row a requirement.
    public var markdown: String {
        var lines = ["# Requirements and the tests that prove them", ""]
        var file = ""
        for row in trace.requirements {
            if row.file != file {
                file = row.file
                lines += ["", "## \(file)", "", "| Number | Level | Requirement | Proved by |", "|---|---|---|---|"]
            }
            let suites = trace.citations[row.number, default: []].map { path in
                path.split(separator: "/").last.map { String($0.dropLast(6)) } ?? path
            }
            lines.append("| \(row.number) | \(row.level) | \(row.sentence) | \(suites.joined(separator: ", ")) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The one line of figures that the README carries.
    ///
    /// - Throws: where a file of the project cannot be read.
    public func summary() throws -> String {
        let needed = trace.requirements.filter(\.needsProof)
        let proved = needed.filter { trace.citations[$0.number] != nil }
        let vectors = try Project.files(below: "Specs", suffix: ".jsonl").reduce(0) { sum, file in
            try sum + VectorFile(file).cases.count
        }
        let goldens = Project.files(below: "Specs/goldens", suffix: ".txt").count
        return "**\(trace.requirements.count) requirements · \(proved.count) of \(needed.count) MUST and SHOULD proved"
            + " · \(vectors) vectors · \(goldens) golden files**"
    }
}
