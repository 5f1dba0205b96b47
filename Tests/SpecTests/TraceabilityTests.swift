import TestSupport
import Testing

/// The test of tests: the specifications and the tests cover one another.
@Suite(.aside) struct TraceabilityTests {
    private let trace: Traceability

    init() throws { trace = try Traceability() }

    @Test func `every wire has its specification`() {
        let files = Set(trace.requirements.map(\.file))
        let wires = ["synology", "openai", "http", "json", "form", "sse", "tokens", "commands", "delivery", "security"]
        for wire in wires { #expect(files.contains("Specs/\(wire)/SPEC.md"), "Specs/\(wire)/SPEC.md states nothing") }
    }

    @Test func `every number is stated once`() {
        let counts = Dictionary(grouping: trace.requirements, by: \.number)
        for (number, stated) in counts.sorted(by: { $0.key < $1.key }) where stated.count > 1 {
            Issue.record("\(number) is stated \(stated.count) times: \(stated.map(\.file))")
        }
    }

    @Test func `every row is complete`() {
        let levels: Set = ["MUST", "MUST NOT", "SHOULD", "SHOULD NOT", "MAY"]
        let certainties: Set = ["certain", "observed", "guessed", "chosen"]
        for row in trace.requirements {
            #expect(levels.contains(row.level), "\(row.number) has the level \(row.level)")
            #expect(certainties.contains(row.certainty), "\(row.number) has the certainty \(row.certainty)")
            #expect(!row.sentence.isEmpty && !row.source.isEmpty, "\(row.number) lacks its sentence or its source")
        }
    }

    @Test func `every MUST and SHOULD has a test`() {
        for row in trace.requirements where row.needsProof {
            #expect(trace.citations[row.number] != nil, "\(row.number) (\(row.file)) is cited by no test")
        }
    }

    @Test func `every cited number exists`() {
        let stated = Set(trace.requirements.map(\.number))
        for (number, files) in trace.citations.sorted(by: { $0.key < $1.key }) {
            #expect(stated.contains(number), "\(number) is cited in \(files) and stated nowhere")
        }
    }

    @Test func `a citation may run over several lines`() {
        let lines = ["@Test(", "    .proves(\"SYN-001\",", "        \"HTTP-020\")", ") func a() {}"]
        #expect(Traceability.citations(in: lines) == ["SYN-001", "HTTP-020"])
    }

    @Test func `a row keeps a bar inside its sentence`() {
        let row = SpecRequirement(row: "| SYN-001 | MUST | a | b. | KB §1 | certain |", file: "f")
        #expect(row?.sentence == "a|b.")
        #expect(row?.source == "KB §1")
        #expect(SpecRequirement(row: "| Number | Level | Sentence | Source | Certainty |", file: "f") == nil)
    }
}
