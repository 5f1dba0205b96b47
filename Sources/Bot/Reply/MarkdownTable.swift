import SynoWire

/// A table (GFM §4.10) as lines that a phone can show: one line a row, each cell after its column's name.
struct MarkdownTable {
    /// The lines that the table takes in the text.
    let height: Int
    /// What replaces them.
    let rows: [String]

    /// UTF-16 units of a column's name that is repeated in every row.
    private static let longestName = 60

    /// Reads the table that begins at the first of the lines, if one does.
    init?(_ lines: ArraySlice<Substring>, isCode: Bool) {
        guard !isCode, lines.count >= 2, lines[lines.startIndex].contains("|"),
            Self.isDelimiter(lines[lines.startIndex + 1])
        else { return nil }
        let header = Self.cells(lines[lines.startIndex])
        guard header.count == Self.cells(lines[lines.startIndex + 1]).count else { return nil }
        let body = lines.dropFirst(2).prefix { $0.contains("|") }
        height = body.count + 2
        let names = header.map { MarkdownInline.format(Substring($0), isBold: true) }
        // A long name is shown once: in every row it could make a short answer endless.
        let shortNames = names.map { $0.utf16.count <= Self.longestName ? $0 : "" }
        rows =
            body.isEmpty
            ? [Self.row(header, under: [])]
            : body.enumerated().map { Self.row(Self.cells($1), under: $0 == 0 ? names : shortNames) }
    }

    private static func isDelimiter(_ line: Substring) -> Bool {
        guard line.contains("-"), line.contains("|") else { return false }
        return line.allSatisfy { "|-: \t".contains($0) }
    }

    /// The cells between the bars; `\|` does not count, nor does a bar inside of code.
    private static func cells(_ line: Substring) -> [String] {
        var cells: [String] = []
        var cell = ""
        var isEscaped = false
        var isCode = false
        for character in line {
            if character == "|", !isEscaped, !isCode {
                cells.append(cell)
                cell = ""
            } else {
                if character == "`" { isCode.toggle() }
                if character == "|", isEscaped { cell.removeLast() }
                cell.append(character)
            }
            isEscaped = character == "\\"
        }
        cells.append(cell)
        var trimmed = cells.map { String(TypedText.trimmed(Substring($0))) }
        if trimmed.first == "" { trimmed.removeFirst() }
        if trimmed.last == "" { trimmed.removeLast() }
        return trimmed
    }

    private static func row(_ cells: [String], under names: [String]) -> String {
        var shown: [String] = []
        for (column, cell) in cells.enumerated() where !cell.isEmpty {
            let text = MarkdownInline.format(Substring(cell))
            let name = column < names.count ? names[column] : ""
            shown.append(name.isEmpty ? text : "\(name): \(text)")
        }
        return "• " + shown.joined(separator: "; ")
    }
}
