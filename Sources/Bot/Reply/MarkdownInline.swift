/// Emphasis, links, pictures and code spans of one line, as Chat writes them.
struct MarkdownInline {
    private let characters: [Character]
    private var index = 0
    private var result = ""

    /// The line for Chat.
    ///
    /// - Parameters:
    ///   - text: the line.
    ///   - isBold: the surroundings are bold already, so bold marks are left out.
    /// - Returns: the line as Chat writes it.
    /// - Complexity: O(n) for ordinary text; a mark without its twin looks at most ``reach`` characters ahead.
    static func format(_ text: Substring, isBold: Bool = false) -> String {
        var inline = MarkdownInline(text)
        return inline.formatted(isBold)
    }

    /// How far ahead the twin of a mark is looked for.
    private static let reach = 1_000

    private init(_ text: Substring) { characters = Array(text) }

    private mutating func formatted(_ isBold: Bool) -> String {
        while index < characters.count {
            switch characters[index] {
            case "`": code()
            case "\\": escape()
            case "*": emphasis(isBold)
            case "~": strike()
            case "!" where peek(1) == "[": link(from: 1)
            case "[": link(from: 0)
            default: keep(1)
            }
        }
        return result
    }

    private func peek(_ distance: Int) -> Character? {
        index + distance < characters.count ? characters[index + distance] : nil
    }

    private mutating func keep(_ count: Int) {
        let end = min(characters.count, index + count)
        result += String(characters[index..<end])
        index = end
    }

    /// A code span, unchanged (CommonMark §6.1): as many backticks close it as opened it.
    private mutating func code() { keep(codeLength(at: index)) }

    /// `\*` is a star (CommonMark §2.4).
    ///
    /// Chat knows no escape, so the backslash goes.
    private mutating func escape() {
        if let next = peek(1), next.isASCII, next.isPunctuation || next.isSymbol { index += 1 }
        keep(1)
    }

    /// `***x***`, `**x**` and `*x*` (CommonMark §6.2, without nesting of like marks).
    private mutating func emphasis(_ isBold: Bool) {
        let length = run(of: "*", at: index)
        guard length <= 3, let end = twin(of: "*", length: length) else { return keep(length) }
        let inside = Self.format(String(characters[(index + length)..<end])[...], isBold: isBold || length > 1)
        index = end + length
        switch (length, isBold) {
        case (1, _), (3, true): result += "_\(inside)_"
        case (2, true): result += inside
        case (2, false): result += "*\(inside)*"
        default: result += "*_\(inside)_*"
        }
    }

    /// `~~x~~` (GFM §6.5).
    private mutating func strike() {
        let length = run(of: "~", at: index)
        guard length == 2, let end = twin(of: "~", length: 2) else { return keep(length) }
        result += "~\(Self.format(String(characters[(index + 2)..<end])[...]))~"
        index = end + 2
    }

    /// `[label](url)` and `![label](url)` as `<url|label>`, if the target is a web address (CommonMark §6.3).
    private mutating func link(from bang: Int) {
        let open = index + bang
        guard let middle = closing("[", "]", from: open), middle + 1 < characters.count, characters[middle + 1] == "(",
            let end = closing("(", ")", from: middle + 1)
        else { return keep(bang + 1) }
        let target = String(characters[(middle + 2)..<end].prefix { $0 != " " }.filter { $0 != "<" && $0 != ">" })
        guard target.hasPrefix("http://") || target.hasPrefix("https://") else { return keep(bang + 1) }
        let label = Self.format(String(characters[(open + 1)..<middle])[...]).filter { !"<>|".contains($0) }
        result += label.isEmpty || label == target ? "<\(target)>" : "<\(target)|\(label)>"
        index = end + 1
    }

    /// The place of the bracket that closes the one at `start`, brackets inside being balanced.
    private func closing(_ open: Character, _ close: Character, from start: Int) -> Int? {
        var depth = 0
        for place in start..<min(characters.count, start + Self.reach) {
            if characters[place] == open { depth += 1 }
            if characters[place] == close { depth -= 1 }
            if depth == 0 { return place }
        }
        return nil
    }

    private func run(of mark: Character, at start: Int) -> Int {
        var end = start
        while end < characters.count, characters[end] == mark { end += 1 }
        return end - start
    }

    /// Where the twin of the marks here begins: text follows the first and precedes the second without a space.
    private func twin(of mark: Character, length: Int) -> Int? {
        let start = index + length
        guard start < characters.count, !characters[start].isWhitespace else { return nil }
        var place = start
        let end = min(characters.count, start + Self.reach)
        while place < end {
            if characters[place] == "\\" {
                place += 2
                continue
            }
            if characters[place] == "`" {
                place += codeLength(at: place)
                continue
            }
            let marks = run(of: mark, at: place)
            if marks == length, !characters[place - 1].isWhitespace { return place }
            place += max(1, marks)
        }
        return nil
    }

    /// The length of the code span at a place, or of its backticks where none closes it.
    private func codeLength(at start: Int) -> Int {
        let length = run(of: "`", at: start)
        var place = start + length
        let end = min(characters.count, place + Self.reach)
        while place < end {
            let closing = run(of: "`", at: place)
            if closing == length { return place + length - start }
            place += max(1, closing)
        }
        return length
    }
}
