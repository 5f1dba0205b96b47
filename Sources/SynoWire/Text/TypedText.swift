/// What people type and paste around the thing they mean: spaces of every width, quotes, `<>` (SYN-082, CMD-003, CMD-010).
package enum TypedText {
    private static let wrappings: [(open: String, close: String)] = [
        ("<", ">"), ("\"", "\""), ("'", "'"), ("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("＜", "＞"), ("`", "`"),
        ("%22", "%22"),
    ]

    /// White space of any width, and the characters that look like nothing.
    package static func isSpace(_ character: Character) -> Bool {
        // A character is white space or not by its first scalar: most begin with a visible one of ASCII.
        if let first = character.utf8.first, isVisible(first) { return false }
        if character.isWhitespace { return true }
        switch character {
        case "\u{200B}", "\u{FEFF}", "\u{2060}", "\u{0}": return true
        default: return false
        }
    }

    private static func isVisible(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) }

    /// `text` without white space at both ends.
    package static func trimmed(_ text: Substring) -> Substring {
        var rest = text
        // No character of white space has a visible one of ASCII in it.
        if let first = text.utf8.first, let last = text.utf8.last, isVisible(first), isVisible(last) { return rest }
        while let first = rest.first, isSpace(first) { rest.removeFirst() }
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return rest
    }

    /// `text` without the pairs of wrapping around it, however nested.
    package static func unwrapped(_ text: String) -> String {
        var rest = trimmed(text[...])
        while let inner = peeled(rest) { rest = trimmed(inner) }
        return String(rest)
    }

    /// The words of a text, unwrapped; a wrapped text with spaces is one word.
    ///
    /// Empty words are left out.
    ///
    /// - Complexity: O(n) for one word; `limit` bounds their number, since every command takes few.
    package static func words(_ text: Substring, limit: Int = 4) -> [String] {
        var words: [String] = []
        var rest = trimmed(text)
        while !rest.isEmpty, words.count < limit {
            let word = wrappedWord(rest) ?? rest.prefix { !isSpace($0) }
            rest = trimmed(rest[word.endIndex...])
            let plain = unwrapped(String(word))
            if !plain.isEmpty { words.append(plain) }
        }
        return words
    }

    /// The first word where it is wrapped and its end is followed by a space or nothing.
    private static func wrappedWord(_ text: Substring) -> Substring? {
        for (open, close) in wrappings where text.hasPrefix(open) {
            let inside = text.dropFirst(open.count)
            var place = inside.startIndex
            while place < inside.endIndex {
                let tail = inside[place...]
                guard tail.hasPrefix(close) else {
                    place = inside.index(after: place)
                    continue
                }
                let end = inside.index(place, offsetBy: close.count)
                if end == inside.endIndex || isSpace(inside[end]) { return text[..<end] }
                place = inside.index(after: place)
            }
        }
        return nil
    }

    private static func peeled(_ text: Substring) -> Substring? {
        for (open, close) in wrappings
        where text.count >= open.count + close.count && text.hasPrefix(open) && text.hasSuffix(close) {
            return text.dropFirst(open.count).dropLast(close.count)
        }
        return nil
    }
}
