/// Turns a model's Markdown into what Synology Chat shows (CMD-070 to CMD-079).
///
/// Chat knows `*bold*`, `_italic_`, `~struck~`, code, fences, quotes and `<url|label>`; headings, `**bold**`,
/// `[label](url)` and tables it shows as plain text. Code is left unchanged.
public enum ReplyFormatter {
    /// The text for Chat, with LF line ends and without control characters.
    ///
    /// - Complexity: O(n).
    public static func format(_ markdown: String) -> String {
        let lines = cleaned(markdown).split(separator: "\n", omittingEmptySubsequences: false)
        var fence = CodeFence()
        var result: [String] = []
        var index = 0
        while index < lines.count {
            if let table = MarkdownTable(lines[index...], isCode: fence.open != nil) {
                result += table.rows
                index += table.height
                continue
            }
            let isCode = fence.open != nil
            let isFence = fence.take(lines[index])
            result.append(isCode || isFence ? String(lines[index]) : text(lines[index]))
            index += 1
        }
        if let open = fence.open { result.append(open.closing) }
        while let last = result.last, last.allSatisfy(\.isWhitespace) { result.removeLast() }
        return result.joined(separator: "\n")
    }

    /// LF line ends; no control character but LF and tab; no byte order mark.
    private static func cleaned(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var wasReturn = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0D: scalars.append("\n")
            case 0x0A where wasReturn: break
            case 0x0A, 0x09: scalars.append(scalar)
            case 0...0x1F, 0x7F...0x9F, 0xFEFF: break
            default: scalars.append(scalar)
            }
            wasReturn = scalar.value == 0x0D
        }
        return String(scalars)
    }

    /// One line outside of code; unchanged where its new form would begin a block of code.
    private static func text(_ original: Substring) -> String {
        let changed = line(original)
        var fence = CodeFence()
        return fence.take(changed[...]) ? String(original) : changed
    }

    private static func line(_ line: Substring) -> String {
        let indent = line.prefix { $0 == " " || $0 == "\t" }
        let text = line.dropFirst(indent.count)
        if let heading = heading(text) { return heading }
        if isRule(text) { return "──────────" }
        if let mark = text.first, "-*+".contains(mark), text.dropFirst().first == " " {
            let item = text.dropFirst(2).drop { $0 == " " }
            return "\(indent)• \(MarkdownInline.format(item))"
        }
        return indent + MarkdownInline.format(text)
    }

    /// `## Title` as a bold line (CommonMark §4.2).
    private static func heading(_ text: Substring) -> String? {
        let level = text.prefix { $0 == "#" }.count
        guard (1...6).contains(level) else { return nil }
        var title = text.dropFirst(level)
        guard title.isEmpty || title.first == " " || title.first == "\t" else { return nil }
        title = title.drop { $0 == " " || $0 == "\t" }
        while let last = title.last, last == " " || last == "#" { title.removeLast() }
        guard !title.isEmpty else { return "" }
        let plain = MarkdownInline.format(title, isBold: true)
        return plain.contains("*") || plain.contains("`") ? plain : "*\(plain)*"
    }

    /// `---`, `***` or `___` (CommonMark §4.1).
    private static func isRule(_ text: Substring) -> Bool {
        let marks = text.filter { $0 != " " }
        guard let mark = marks.first, "-*_".contains(mark), marks.count >= 3 else { return false }
        return marks.allSatisfy { $0 == mark }
    }
}
