/// Takes a model's reasoning out of its answer: `<think>…</think>` at the start, also where the opening tag was written
/// by the template and only the closing one is left (OAI-033).
public enum ReasoningFilter {
    private static let tags = ["think", "thinking", "reasoning"]

    /// The answer without its reasoning and without the blank lines that then stand first.
    ///
    /// An opening tag that is never closed leaves nothing. Complexity: O(n).
    public static func strip(_ text: String) -> String {
        var rest = withoutOpening(text[...]) ?? text[...]
        // Models that think between their steps open a second block after the first.
        while let tag = tags.first(where: { begins(rest, "<\($0)>") }) {
            guard let end = find("</\(tag)>", in: rest) else { return "" }
            rest = trimmed(rest[end...])
        }
        return rest.startIndex == text.startIndex ? text : String(rest)
    }

    /// The text after a closing tag that has no opening one.
    private static func withoutOpening(_ text: Substring) -> Substring? {
        guard !tags.contains(where: { begins(text, "<\($0)>") }) else { return nil }
        for tag in tags {
            if let end = find("</\(tag)>", in: text), find("<\(tag)>", in: text[..<end]) == nil {
                return trimmed(text[end...])
            }
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> Substring { text.drop { $0.isWhitespace } }

    /// Whether a tag is the first behind white space, byte by byte: what follows it may combine with its last sign.
    private static func begins(_ text: Substring, _ tag: String) -> Bool {
        trimmed(text).utf8.starts(with: tag.utf8)
    }

    /// The index behind the first `needle`.
    private static func find(_ needle: String, in text: Substring) -> String.Index? {
        let bytes = text.utf8
        let wanted = Array(needle.utf8)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == wanted[0], bytes[index...].starts(with: wanted) {
                return bytes.index(index, offsetBy: wanted.count)
            }
            index = bytes.index(after: index)
        }
        return nil
    }
}
