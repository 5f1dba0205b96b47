/// One numbered requirement, read from a table row of a `SPEC.md`.
public struct SpecRequirement: Sendable, Equatable {
    /// The number, for example `SYN-014`.
    public let number: String
    /// `MUST`, `MUST NOT`, `SHOULD`, `SHOULD NOT` or `MAY`.
    public let level: String
    /// The requirement, one sentence.
    public let sentence: String
    /// Section and link, or who observed or chose it.
    public let source: String
    /// `certain`, `observed`, `guessed` or `chosen`.
    public let certainty: String
    /// The file that states it, relative to the top folder.
    public let file: String

    /// Reads a row of the form `| SYN-014 | MUST | sentence | source | certainty |`.
    ///
    /// - Returns: `nil` where the line is no requirement row.
    public init?(row: String, file: String) {
        let cells = row.split(separator: "|", omittingEmptySubsequences: false).map { Self.trimmed($0) }
        guard cells.count >= 7, cells.first == "", cells.last == "", Self.isNumber(cells[1]) else { return nil }
        number = cells[1]
        level = cells[2]
        sentence = cells[3..<(cells.count - 3)].joined(separator: "|")
        source = cells[cells.count - 3]
        certainty = cells[cells.count - 2]
        self.file = file
    }

    /// Whether the text has the form of a requirement number: two to four capitals, a dash, three digits.
    public static func isNumber(_ text: String) -> Bool {
        let halves = text.split(separator: "-", omittingEmptySubsequences: false)
        guard halves.count == 2, (2...4).contains(halves[0].count), halves[1].count == 3 else { return false }
        return halves[0].allSatisfy { $0.isASCII && $0.isUppercase }
            && halves[1].allSatisfy { $0.isASCII && $0.isNumber }
    }

    /// Whether a test must cite it.
    public var needsProof: Bool { level != "MAY" }

    private static func trimmed(_ cell: Substring) -> String {
        var cell = cell
        while cell.first == " " { cell.removeFirst() }
        while cell.last == " " { cell.removeLast() }
        return String(cell)
    }
}
