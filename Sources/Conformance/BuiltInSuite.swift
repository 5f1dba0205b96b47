import Wire

/// Every vector of `Specs/` against this program's own codecs, from data carried in the executable.
public enum BuiltInSuite {
    /// A file whose lines have a form of their own.
    private struct CaseFile {
        let path: String
        /// The requirement that the whole file shows.
        let requirement: String
        let title: String
        let fault: @Sendable (JSONValue) -> Fault?
    }

    private static let caseFiles = [
        CaseFile(
            path: "Specs/form/cases.jsonl",
            requirement: "FORM-001",
            title: "bodies give the pairs of the URL Standard, and the strict profile refuses what it should",
            fault: FormCases.fault
        ),
        CaseFile(
            path: "Specs/http/cases.jsonl",
            requirement: "HTTP-008",
            title: "connections get the statuses that the RFCs allow, whole, in pieces of 7 and byte by byte",
            fault: HTTPCases.fault
        ),
        CaseFile(
            path: "Specs/openai/cases.jsonl",
            requirement: "OAI-020",
            title: "recorded answers come to their result, however their bytes are cut",
            fault: OpenAICases.fault
        ),
        CaseFile(
            path: "Specs/tokens/tokens-dev.jsonl",
            requirement: "TOK-001",
            title: "texts have tiktoken's ids",
            fault: TokenCases.fault
        ),
        CaseFile(
            path: "Specs/tokens/tokens-dev-2.jsonl",
            requirement: "TOK-001",
            title: "more texts have tiktoken's ids",
            fault: TokenCases.fault
        ),
        CaseFile(
            path: "Specs/tokens/not-utf8.jsonl",
            requirement: "TOK-001",
            title: "inputs that are no UTF-8 have tiktoken's ids",
            fault: TokenCases.fault
        ),
    ]

    /// Runs all of it, with the files carried in the executable or with others.
    public static func run(_ files: [EmbeddedFile] = EmbeddedFile.all) -> Report {
        let (vectors, unread) = Vector.all(files)
        let byRequirement = Dictionary(grouping: vectors, by: \.requirement)
        var points = Requirement.all.compactMap { requirement -> TestPoint? in
            guard let vectors = byRequirement[requirement.number] else { return nil }
            let title = "\(requirement.sentence) (\(counted(vectors.count, "vector")))"
            return TestPoint(requirement: requirement.number, title: title, faults: vectors.compactMap(fault))
        }
        let shown = points.count
        var lines = 0
        for caseFile in caseFiles {
            guard let file = files.first(where: { $0.path == caseFile.path }) else { continue }
            lines += file.lines.count
            let faults = file.lines.enumerated().compactMap { number, line -> Fault? in
                guard let json = Vector.json(line) else {
                    return Fault("line \(number + 1)", expected: "JSON", got: "no JSON", bytes: Array(line))
                }
                return caseFile.fault(json)
            }
            let title = "\(file.lines.count) \(caseFile.title)"
            points.append(TestPoint(requirement: caseFile.requirement, title: title, faults: faults))
        }
        // A vector that belongs to nothing would never be run: its requirement must be stated.
        let stated = Set(Requirement.all.map(\.number))
        let strays = vectors.filter { !stated.contains($0.requirement) }.map {
            Fault($0.identifier, expected: "a stated requirement", got: $0.requirement, bytes: $0.input)
        }
        points.append(
            TestPoint(
                requirement: "Specs",
                title: "every vector can be read and cites a stated requirement",
                faults: unread + strays
            )
        )
        let notes = [
            "\(shown) of \(Requirement.all.count) requirements are shown by \(vectors.count) vectors; \(lines) recorded cases more.",
            "The others need a clock, a socket or a file: the project's own tests prove them (make requirements).",
        ]
        return Report(points: points, notes: notes)
    }

    private static func fault(_ vector: Vector) -> Fault? {
        guard let codec = Codec.of(vector.kind) else {
            return Fault(vector.identifier, expected: "a known kind", got: vector.kind, bytes: vector.input)
        }
        return codec.fault(of: vector)
    }

    private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
