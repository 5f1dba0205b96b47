public import Wire

/// A complete answer as the Chat Completions API defines it, of one body or put together from a stream.
///
/// What the bot reads is ``ChatResponse`` and ``ChatStreamDecoder``, which bear the deviations of compatible servers; this
/// is the strict reading, for tests of servers and for `inspect` (OAI-060 to OAI-073). Members beyond the schema are
/// ignored, as the API's own rule of compatibility asks.
///
/// Source: [The chat completion object](https://platform.openai.com/docs/api-reference/chat/object)
public struct ChatCompletion: Sendable, Equatable {
    /// One of the answers that were asked for.
    public struct Choice: Sendable, Equatable {
        /// Its place, from 0.
        public var index: Int
        /// The text, or `nil` where there is none.
        public var content: String?
        /// Why the model refuses, or `nil`.
        public var refusal: String?
        /// How it ended: one of the schema's five words.
        public var finishReason: String
    }

    /// The answer's name.
    public var id: String
    /// Seconds since 1970-01-01T00:00:00Z.
    public var created: Int
    /// The model that answered.
    public var model: String
    /// The choices, by index.
    public var choices: [Choice]
    /// The tokens, or `nil` where they are not reported.
    public var usage: Usage?

    static let finishReasons: Set = ["stop", "length", "content_filter", "tool_calls", "function_call"]

    /// What `inspect openai-response` and `inspect openai-stream` print.
    public var canonicalJSON: JSONValue {
        [
            "id": .string(id), "created": .number(JSONNumber(created)), "model": .string(model),
            "choices": .array(choices.map(\.canonicalJSON)), "usage": usage?.canonicalJSON ?? .null,
        ]
    }
}

extension ChatCompletion.Choice {
    fileprivate var canonicalJSON: JSONValue {
        [
            "index": .number(JSONNumber(index)), "content": content.map { .string($0) } ?? .null,
            "refusal": refusal.map { .string($0) } ?? .null, "finish_reason": .string(finishReason),
        ]
    }
}

extension Usage {
    fileprivate var canonicalJSON: JSONValue {
        [
            "prompt_tokens": .number(JSONNumber(prompt)), "completion_tokens": .number(JSONNumber(completion)),
            "total_tokens": .number(JSONNumber(total)),
        ]
    }
}
