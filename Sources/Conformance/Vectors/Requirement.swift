/// One row of a `SPEC.md`.
public struct Requirement: Sendable, Equatable {
    /// The number, for example `SYN-014`.
    public let number: String
    /// The sentence.
    public let sentence: String
    /// `MUST`, `MUST NOT`, `SHOULD`, `SHOULD NOT` or `MAY`.
    public let level: String

    /// Whether it is no MUST: one may have reasons to leave it.
    var isAdvice: Bool { !level.hasPrefix("MUST") }

    /// Reads a row of the form `| SYN-014 | MUST | sentence | source | certainty |`; `nil` for any other line.
    init?(row: String) {
        let cells = row.split(separator: "|", omittingEmptySubsequences: false).map { cell in
            String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
        guard cells.count >= 7, cells[1].split(separator: "-").last?.allSatisfy(\.isNumber) == true else { return nil }
        number = cells[1]
        level = cells[2]
        sentence = cells[3..<(cells.count - 3)].joined(separator: "|")
    }

    /// Every requirement of every specification, in the order of the files and rows.
    public static let all: [Requirement] = EmbeddedFile.all.filter { $0.path.hasSuffix("/SPEC.md") }.flatMap { file in
        file.lines.compactMap { Requirement(row: String(decoding: $0, as: UTF8.self)) }
    }
}
