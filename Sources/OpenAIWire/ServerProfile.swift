/// What a server has refused for one model: how a request is worded so that it does not refuse again (OAI-056 to OAI-058),
/// and the window that it has stated (OAI-045).
///
/// `max_tokens` and `max_completion_tokens`, which servers refuse most, are never sent (OAI-004).
public struct ServerProfile: Sendable, Hashable {
    /// A request has no `stream_options`: its usage is then not told.
    public private(set) var omitsUsage = false
    /// An answer comes as a stream, whatever was asked for.
    public private(set) var needsStream = false
    /// The system prompt is prepended to the user's first message.
    public private(set) var mergesSystem = false
    /// The tokens of prompt and reply together that the server has stated last.
    public private(set) var contextWindow: Int?

    /// A server that has refused nothing yet.
    public init() {}

    /// Learns from a refusal.
    ///
    /// - Parameters:
    ///   - error: what the server answered; only the statuses 400 and 422 are refusals of a parameter, a window is stated
    ///     with any.
    ///   - request: what was sent, with all that was known before.
    /// - Returns: whether the request is now worded otherwise, so that one repetition is worth while.
    public mutating func learn(from error: APIError, about request: ChatRequest) -> Bool {
        if let stated = error.contextWindow { contextWindow = stated }
        guard error.class != .contextLength, error.status == 400 || error.status == 422 else { return false }
        let words = error.subject
        if request.isStream, request.includesUsage,
            words.contains("stream_options") || words.contains("include_usage")
        {
            omitsUsage = true
        } else if !request.isStream, words.contains("only support stream") || words.contains("enable the stream") {
            needsStream = true
        } else if request.messages.contains(where: { $0.role == .system }),
            words.contains("system") && words.contains("role") || Self.namesFirstRole(words, request)
        {
            mergesSystem = true
        } else {
            return false
        }
        return true
    }

    /// Whether the role of the first message is refused, and that is `system`.
    private static func namesFirstRole(_ words: String, _ request: ChatRequest) -> Bool {
        request.messages.first?.role == .system && words.contains("messages[0].role")
    }

    /// The request as this server takes it.
    public func applied(to request: ChatRequest) -> ChatRequest {
        var request = request
        if omitsUsage { request.includesUsage = false }
        if needsStream { request.isStream = true }
        if mergesSystem { request.messages = Self.merged(request.messages) }
        return request
    }

    private static func merged(_ messages: [ChatMessage]) -> [ChatMessage] {
        let system = messages.filter { $0.role == .system }.map(\.content)
        var rest = messages.filter { $0.role != .system }
        guard !system.isEmpty, let first = rest.firstIndex(where: { $0.role == .user }) else { return messages }
        rest[first].content = (system + [rest[first].content]).joined(separator: "\n\n")
        return rest
    }
}
