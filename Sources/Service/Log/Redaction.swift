/// Cuts out what looks like a key or a token: the second line of defence, for texts that other programs wrote.
enum Redaction {
    /// What precedes a secret, in lower case; the secret lasts to the next delimiter.
    private static let markers = ["token=", "token\":", "bearer ", "api-key: ", "api_key=", "apikey=", "sk-"]
    private static let delimiters = Set<Character>([" ", "&", ",", ";", ")", "}", "]", "\n", "\r", "\t", "<", ">"])
    private static let quotes = Set<Character>(["\"", "'", "%", " "])

    /// The text with each suspected secret replaced by `…`.
    /// - Complexity: O(n·m) for m markers.
    static func scrub(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let found = firstMarker(rest) {
            result += rest[..<found]
            rest = rest[found...].drop { quotes.contains($0) }
            let secret = rest.prefix { !delimiters.contains($0) && $0 != "\"" && $0 != "'" }
            result += secret.isEmpty ? "" : "…"
            rest = rest[secret.endIndex...]
        }
        return result + rest
    }

    /// Where the first secret begins.
    private static func firstMarker(_ text: Substring) -> String.Index? {
        var index = text.startIndex
        while index < text.endIndex {
            for marker in markers {
                guard let end = text.index(index, offsetBy: marker.count, limitedBy: text.endIndex),
                    text[index..<end].lowercased() == marker
                else { continue }
                // `sk-` is part of the secret; within a word, as in `risk-free`, it means nothing.
                guard marker == "sk-" else { return end }
                let isWordStart = index == text.startIndex || !text[text.index(before: index)].isLetter
                if isWordStart { return index }
            }
            index = text.index(after: index)
        }
        return nil
    }
}
