/// Follows code fences (CommonMark §4.5) line by line.
struct CodeFence: Equatable {
    /// The fence that is open: its mark (three or more of one character) and its opening line.
    struct Open: Equatable {
        let mark: Character
        let length: Int
        let opening: String

        /// A line that closes it.
        var closing: String { String(repeating: mark, count: length) }
    }

    /// The longest opening line that is written again where a part begins inside of a block, in UTF-16 units.
    static let longestOpening = 40
    /// The longest line that can be a fence, in UTF-16 units: a longer one is text.
    static let longestLine = 80

    private(set) var open: Open?

    /// Takes the next line, without its line end.
    ///
    /// - Returns: whether the line is a fence itself.
    mutating func take(_ line: Substring) -> Bool {
        guard line.utf16.count <= Self.longestLine else { return false }
        let indented = line.prefix(4).prefix { $0 == " " }.count
        guard indented < 4 else { return false }
        let text = line.dropFirst(indented)
        guard let mark = text.first, mark == "`" || mark == "~" else { return false }
        let length = text.prefix { $0 == mark }.count
        guard length >= 3, length <= Self.longestOpening / 2 else { return false }
        let info = text.dropFirst(length)
        guard let current = open else {
            // Backticks after an opening fence make it inline code.
            if mark == "`", info.contains("`") { return false }
            let opening = text.utf16.count <= Self.longestOpening ? String(text) : String(text.prefix(length))
            open = Open(mark: mark, length: length, opening: opening)
            return true
        }
        guard current.mark == mark, length >= current.length, info.allSatisfy({ $0 == " " || $0 == "\t" }) else {
            return false
        }
        open = nil
        return true
    }
}
