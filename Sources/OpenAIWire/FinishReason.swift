import Wire

/// Why an answer ended, over the spellings of all servers (OAI-031).
public enum FinishReason: String, Sendable, CaseIterable {
    /// By itself.
    case stop
    /// At the largest length.
    case length
    /// The server held text back for its content.
    case contentFilter = "content_filter"
    /// The model wants a tool, which the bot does not offer.
    case toolCalls = "tool_calls"
    /// The server gave up: not an ending but an error.
    case error
    /// The server has no resources left: an error, too.
    case overloaded
    /// Any other word.
    case other

    /// Reads `finish_reason`: `nil` where it is not a string, or the string `null`, as DashScope writes it.
    init?(_ json: JSONValue?) {
        guard let word = json?.string, word.lowercased() != "null" else { return nil }
        self.init(word)
    }

    /// Maps a server's word; the empty word is `stop`, as SGLang and old Ollama mean it.
    public init(_ word: String) {
        self =
            switch word.lowercased() {
            case "", "stop", "eos", "eos_token", "stop_sequence", "end_turn", "complete": .stop
            case "length", "max_tokens": .length
            case "content_filter", "content_filtered", "safety", "recitation", "prohibited_content", "blocklist",
                "spii",
                "refusal", "sensitive", "guardrail_intervened", "error_toxic", "other":
                .contentFilter
            case "tool_calls", "tool_use", "function_call": .toolCalls
            case "error", "network_error": .error
            case "insufficient_system_resource": .overloaded
            default: .other
            }
    }
}
