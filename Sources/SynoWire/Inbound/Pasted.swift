/// What people paste from guides and dialogs: values wrapped in `<>`, quotes or `%22`.
enum Pasted {
    private static let pairs: [(open: String, close: String)] = [
        ("<", ">"), ("\"", "\""), ("'", "'"), ("“", "”"), ("%22", "%22"), ("`", "`"),
    ]

    /// `text` without surrounding white space and without any nesting of the known wrappings.
    ///
    /// SYN-082.
    static func unwrapped(_ text: String) -> String {
        var rest = trimmed(text[...])
        while let inner = peeled(rest) { rest = trimmed(inner) }
        return String(rest)
    }

    private static func peeled(_ text: Substring) -> Substring? {
        for (open, close) in pairs
        where text.utf8.count >= open.utf8.count + close.utf8.count && text.hasPrefix(open) && text.hasSuffix(close) {
            return text.dropFirst(open.count).dropLast(close.count)
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var rest = text
        while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
        while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
        return rest
    }
}
