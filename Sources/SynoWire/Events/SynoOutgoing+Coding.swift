public import Wire

extension SynoOutgoing {
    private static let fields = [
        "token", "channel_id", "channel_type", "channel_name", "user_id", "username", "post_id", "thread_id",
        "timestamp", "text", "trigger_word",
    ]

    /// Decodes an event.
    ///
    /// See ``SynoDecodable/decode(_:)-(SynoPost)``.
    public static func decode(_ post: SynoPost) throws(SynoError) -> SynoOutgoing {
        let fields = try SynoFields(post, known: Self.fields)
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
        return event
    }

    /// The form body of this event.
    public func encoded() -> [UInt8] { record.encoded() }

    /// What `inspect syno-outgoing` prints.
    public var canonicalJSON: JSONValue { record.json(unknown: unknownFields) }

    private var record: FormRecord {
        [
            "token": .text(token.exposed), "channel_id": .number(channelID),
            "channel_type":
                .number(channelType), "channel_name": .text(channelName), "user_id": .number(userID),
            "username": .text(username), "post_id": .number(postID), "thread_id": .number(threadID),
            "timestamp": .number(timestamp), "text": .text(text), "trigger_word": .text(triggerWord),
        ]
    }
}
