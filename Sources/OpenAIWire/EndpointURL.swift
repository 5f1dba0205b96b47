/// The address of the chat endpoint behind `OPENAI_API_BASE` (OAI-010).
public enum EndpointURL {
    /// Joins the base and the path: one slash between them, prefix and query kept; a base that is the whole endpoint
    /// already stays as it is.
    public static func chatCompletions(base: String) -> String {
        let parts = base.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var path = String(parts[0])
        while path.hasSuffix("/") { path.removeLast() }
        if !path.hasSuffix("/chat/completions") { path += "/chat/completions" }
        return parts.count > 1 ? "\(path)?\(parts[1])" : path
    }
}
