/// How a transcript is written; the extension of the file decides.
public enum TranscriptFormat: String, Sendable, CaseIterable {
    /// Plain text: `user: …` and `assistant: …`.
    case text = "txt"
    /// Markdown, a heading above each message.
    case markdown = "md"
    /// A JSON array of `{"role":…,"content":…}`.
    case json
}
