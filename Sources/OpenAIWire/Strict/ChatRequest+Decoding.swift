public import Wire

extension ChatRequest {
    /// Decodes a request as this client sends it, and refuses every other (OAI-001 to OAI-007).
    ///
    /// - Throws: ``OpenAIError`` at the first fault.
    /// - Complexity: O(n).
    public static func decode(_ body: [UInt8]) throws(OpenAIError) -> ChatRequest {
        let root = try JSONCursor(body)
        try root.expectOnly("model", "messages", "stream", "stream_options")
        let model = try root.required("model")
        guard try !model.string().isEmpty else { throw model.fault() }
        let list = try root.required("messages")
        var messages: [ChatMessage] = []
        for cursor in try list.elements() { messages.append(try ChatMessage(cursor)) }
        guard !messages.isEmpty else { throw list.fault(.noMessages) }
        let isStream = try root.optional("stream")?.bool() ?? false
        var includesUsage = false
        if let options = root.optional("stream_options") {
            guard isStream else { throw options.fault(.optionsWithoutStream) }
            try options.expectOnly("include_usage")
            includesUsage = try options.required("include_usage").bool()
        }
        return ChatRequest(
            model: try model.string(),
            messages: messages,
            isStream: isStream,
            includesUsage: includesUsage
        )
    }

    /// What `inspect openai-request` prints.
    public var canonicalJSON: JSONValue {
        [
            "model": .string(model), "messages": .array(messages.map(\.json)), "stream": .bool(isStream),
            "include_usage": .bool(isStream && includesUsage),
        ]
    }
}

extension ChatMessage {
    fileprivate init(_ cursor: JSONCursor) throws(OpenAIError) {
        try cursor.expectOnly("role", "content")
        let role = try cursor.required("role")
        guard let known = try Role(rawValue: role.string()) else { throw role.fault(.badRole) }
        let content = try cursor.required("content")
        guard let text = content.value.string else { throw content.fault(.notText) }
        self.init(known, text)
    }
}

extension JSONCursor {
    /// An object without any other member (OAI-006).
    fileprivate func expectOnly(_ known: String...) throws(OpenAIError) {
        for name in try names() where !known.contains(name) { throw optional(name)?.fault(.unknownMember) ?? fault() }
    }
}
