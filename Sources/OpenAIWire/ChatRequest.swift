public import Wire

/// The body of `POST …/chat/completions`: as few parameters as will do, in one fixed order (OAI-001 to OAI-007).
///
/// Source: [Create chat completion](https://platform.openai.com/docs/api-reference/chat/create)
public struct ChatRequest: Sendable, Equatable {
    /// The model's name.
    public var model: String
    /// The conversation, the oldest message first; never empty.
    public var messages: [ChatMessage]
    /// Whether the answer comes as a stream of events.
    public var isStream: Bool
    /// Whether a stream shall end with the usage.
    public var includesUsage: Bool

    /// Creates a request.
    public init(model: String, messages: [ChatMessage], isStream: Bool, includesUsage: Bool = true) {
        self.model = model
        self.messages = messages
        self.isStream = isStream
        self.includesUsage = includesUsage
    }

    /// The request as JSON, members in a fixed order.
    public var json: JSONValue {
        var object: JSONObject = [
            "model": .string(model), "messages": .array(messages.map(\.json)),
        ]
        if isStream {
            object.append("stream", .bool(true))
            // Refused by servers unless `stream` is true (OAI-005).
            if includesUsage { object.append("stream_options", .object(["include_usage": .bool(true)])) }
        }
        return .object(object)
    }

    /// The bytes to send: the same for equal requests.
    public func encoded() -> [UInt8] { json.encoded() }
}
