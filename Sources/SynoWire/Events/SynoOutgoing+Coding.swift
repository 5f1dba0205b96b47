public import Wire

extension SynoOutgoing {
    private static let fields = [
        "token", "channel_id", "channel_type", "channel_name", "user_id", "username", "post_id", "thread_id",
        "timestamp", "text", "trigger_word",
    ]

    /// Decodes an event.
    ///
    /// See ``SynoDecodable/decode(_:tolerating:)``.
    public static func decode(_ post: SynoPost, tolerating tolerance: SynoTolerance) throws(SynoError) -> SynoOutgoing {
        var fields = try SynoFields(post, known: Self.fields, tolerating: tolerance)
        var event = SynoOutgoing(
            token: try fields.token(),
            channelID: try fields.number("channel_id", from: 1, "SYN-041"),
            channelType: try fields.optionalNumber("channel_type", from: 0, "SYN-042"),
            channelName: fields.value("channel_name"),
            userID: try fields.userID(),
            username: try fields.username(),
            postID: try fields.number("post_id", from: 1, "SYN-043"),
            threadID: try fields.optionalNumber("thread_id", from: 0, "SYN-017"),
            timestamp: try fields.number("timestamp", from: 0, "SYN-044"),
            text: try fields.required("text", "SYN-040").value,
            // An empty trigger word is a webhook without one (SYN-046).
            triggerWord: fields.value("trigger_word").flatMap { $0.isEmpty ? nil : $0 }
        )
        event.unknownFields = fields.unknown
        event.deviations = fields.deviations
        return event
    }

    /// The form body of this event.
    public func encoded() -> [UInt8] {
        var form = FieldEncoder()
        form.append("token", token.text)
        form.append("channel_id", channelID)
        form.append("channel_type", channelType)
        form.append("channel_name", channelName)
        form.append("user_id", userID)
        form.append("username", username)
        form.append("post_id", postID)
        form.append("thread_id", threadID)
        form.append("timestamp", timestamp)
        form.append("text", text)
        form.append("trigger_word", triggerWord)
        return form.bytes
    }

    /// What `inspect syno-outgoing` prints.
    public var canonicalJSON: JSONValue {
        [
            "token": .string(token.text), "channel_id": .integer(channelID), "channel_type": .integer(channelType),
            "channel_name": .optional(channelName), "user_id": .integer(userID), "username": .string(username),
            "post_id": .integer(postID), "thread_id": .integer(threadID), "timestamp": .integer(timestamp),
            "text": .string(text), "trigger_word": .optional(triggerWord), "unknown": .strings(unknownFields),
            "deviations": .strings(deviations.requirements),
        ]
    }
}
