import TestSupport
import Testing

/// The table of folders in `Specs/README.md` is that of the folders.
@Suite struct SpecFolderTests {
    @Test func `each specification has its row, with the letters of its numbers`() throws {
        let rows = try MarkdownBlock("folders", in: "Specs/README.md").rows()
        let trace = try Traceability()
        let stated = Dictionary(grouping: trace.requirements, by: \.file).mapValues { requirements in
            Set(requirements.map { $0.number.prefix { $0 != "-" } }).sorted().joined(separator: ", ")
        }
        let listed = rows.map { row in ("Specs/\(row[0].filter { $0 != "`" })SPEC.md", row[1]) }
        #expect(Dictionary(listed) { first, _ in first } == stated)
        #expect(rows.allSatisfy { $0.count == 3 && !$0[2].isEmpty })
    }
}
