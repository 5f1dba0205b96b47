import Wire

/// The context window that a server states where it refuses a prompt for its length (OAI-044).
enum StatedWindow {
    /// The windows that `CONTEXT_WINDOW` may name, too.
    private static let plausible = 64...10_000_000
    /// What precedes the number, in lower case.
    private static let words = ["maximum context length is ", "context size (", "while limit is "]

    /// Finds the stated number of tokens.
    ///
    /// - Parameters:
    ///   - message: what the server said, whole, in lower case.
    ///   - error: its error object, or the body where the error is not nested.
    /// - Returns: the tokens of prompt and reply together, or `nil` where none are stated.
    /// - Complexity: O(n) in the message.
    static func find(in message: String, _ error: JSONValue?) -> Int? {
        if let member = error?["n_ctx"]?.number { return number(member.text.utf8[...]) }
        let bytes = message.utf8
        for word in words {
            if let end = bytes.firstRange(of: word.utf8)?.upperBound { return number(bytes[end...]) }
        }
        return nil
    }

    /// A whole number at the start, which no letter, digit or further group follows.
    private static func number(_ text: Substring.UTF8View) -> Int? {
        let digits = text.prefix(while: ASCII.isDigit)
        let rest = text.dropFirst(digits.count)
        guard digits.first != UInt8(ascii: "0"), !continues(rest),
            let value = Int(Substring(digits)), plausible.contains(value)
        else { return nil }
        return value
    }

    /// Whether a number goes on: `4k`, `4.5`, `4,096`, `1e3`.
    private static func continues(_ rest: Substring.UTF8View) -> Bool {
        guard let next = rest.first else { return false }
        if next == ASCII.point || next == ASCII.comma { return rest.dropFirst().first.map(ASCII.isDigit) ?? false }
        return next >= 0x80 || ASCII.isUnreserved(next)
    }
}
