import SynoWire

/// Cuts a text into posts that Synology Chat takes (CMD-080 to CMD-089).
///
/// Chat refuses posts of about 2,000 characters (410) and does not say what it counts, so UTF-16 units are counted and
/// 1,800 is the most (SYN-141).
public enum ReplySplitter {
    /// The most UTF-16 units of a post.
    public static let limit = MessageText.safeLimit

    /// The parts of a text: cut at the best place of each stretch, by paragraph, line, sentence, word, and where there is
    /// none of these, between graphemes; inside a grapheme only where it is longer than a post.
    ///
    /// - Complexity: O(n).
    public static func split(_ text: String, limit: Int = limit) -> [ReplyPart] {
        var parts: [ReplyPart] = []
        var rest = text[...]
        var place = ReplyPlace()
        while !rest.isEmpty {
            var scan = ReplyScan(from: place, limit: limit)
            let cut = scan.cut(rest)
            let content = String(rest[..<cut.index])
            parts.append(ReplyPart(content: content, text: posted(content[...], from: place, to: cut.place)))
            rest = rest[cut.index...]
            place = cut.place
        }
        return parts
    }

    /// The posts of a text: its parts without the empty ones.
    public static func posts(of text: String, limit: Int = limit) -> [String] {
        split(text, limit: limit).map(\.text).filter { !$0.isEmpty }
    }

    /// Two or more smaller posts for one that Chat found too long (410), or `nil` where it cannot be cut further.
    public static func halves(of post: String) -> [String]? {
        let half = max(1, (post.utf16.count + 1) / 2)
        let smaller = posts(of: post, limit: half)
        return smaller.count > 1 && smaller.allSatisfy { $0.utf16.count < post.utf16.count } ? smaller : nil
    }

    /// The posts with notes below: in the last post where they fit, else as a post of their own.
    static func appending(_ notes: [String], to posts: [String], limit: Int = limit) -> [String] {
        guard !notes.isEmpty, let last = posts.last else { return posts }
        let note = notes.joined(separator: "\n")
        let joined = "\(last)\n\n\(note)"
        return joined.utf16.count <= limit ? posts.dropLast() + [joined] : posts + [note]
    }

    /// What is posted of a piece: no empty lines around it, its code block opened and closed.
    private static func posted(_ content: Substring, from start: ReplyPlace, to end: ReplyPlace) -> String {
        var body = content
        while let last = body.last, last.isWhitespace { body.removeLast() }
        while let first = body.first, first.isNewline { body.removeFirst() }
        guard !body.isEmpty else { return "" }
        var before = start.fence.open
        if start.isLineStart, before != nil {
            // A piece that begins with the end of its block needs neither.
            var fence = start.fence
            let line = body.prefix { !$0.isNewline }
            if fence.take(line), fence.open == nil {
                before = nil
                body = body.dropFirst(line.count).drop { $0.isNewline }
                guard !body.isEmpty else { return "" }
            }
        }
        let opening = before.map { "\($0.opening)\n" } ?? ""
        let closing = end.fence.open.map { "\n\($0.closing)" } ?? ""
        return opening + body + closing
    }
}
