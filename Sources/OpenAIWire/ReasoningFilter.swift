/// Takes a model's reasoning out of its answer: `<think>…</think>` at the start, also where the opening tag was written
/// by the template and only the closing one is left (OAI-033).
public enum ReasoningFilter {
    private static let tags = ["think", "thinking", "reasoning"]

    /// The answer without its reasoning and without the blank lines that then stand first.
    ///
    /// An opening tag that is never closed leaves nothing. Complexity: O(n).
    public static func strip(_ text: String) -> String {
        let body = text.drop { $0.isWhitespace }
        for tag in tags {
            let close = "</\(tag)>"
            if body.hasPrefix("<\(tag)>") {
                guard let end = find(close, in: body) else { return "" }
                return String(body[end...].drop { $0.isWhitespace })
            }
            if let end = find(close, in: body), find("<\(tag)>", in: body[..<end]) == nil {
                return String(body[end...].drop { $0.isWhitespace })
            }
        }
        return text
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
