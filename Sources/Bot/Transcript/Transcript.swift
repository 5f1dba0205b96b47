import Wire

/// A conversation as the text of a file.
public enum Transcript {
    /// Writes the messages in a format: UTF-8, lines ended by LF, the last one too.
    ///
    /// - Complexity: O(n) in the length of the texts.
    public static func write(_ messages: [TranscriptMessage], as format: TranscriptFormat) -> String {
        switch format {
        case .text: plain(messages)
        case .markdown: markdown(messages)
        case .json: json(messages)
        }
    }

    /// One block a message, `user: …` or `assistant: …`, blocks separated by an empty line.
    private static func plain(_ messages: [TranscriptMessage]) -> String {
        messages.map { "\($0.role.rawValue): \(lines($0.text))\n" }.joined(separator: "\n")
    }

    private static func markdown(_ messages: [TranscriptMessage]) -> String {
        messages.map { "## \($0.role.rawValue)\n\n\(lines($0.text))\n" }.joined(separator: "\n")
    }

    /// One message a line, so that the file can be read and compared by eye.
    private static func json(_ messages: [TranscriptMessage]) -> String {
        let rows = messages.map { message in
            let row: JSONValue = .object(["role": .string(message.role.rawValue), "content": .string(message.text)])
            return "  " + String(decoding: row.encoded(), as: UTF8.self)
        }
        return rows.isEmpty ? "[]\n" : "[\n\(rows.joined(separator: ",\n"))\n]\n"
    }

    /// The text with every line end as LF and none at its end.
    private static func lines(_ text: String) -> String {
        var lines = ""
        lines.reserveCapacity(text.utf8.count)
        for character in text { lines.append(character == "\r\n" || character == "\r" ? "\n" : character) }
        while lines.last == "\n" { lines.removeLast() }
        return lines
    }
}
