public import Wire

/// A slash command that a user chose: only the caller sees the answer.
///
/// No full capture of a slash command exists, so everything but token, user and text is optional. SYN-030 to SYN-034.
public struct SynoCommand: SynoDecodable {
    /// The command's own token: not the bot's, and another one for each command.
    public var token: Secret
    /// The caller's id in Synology Chat, 1 or more.
    public var userID: Int64
    /// The caller's log-in name or nickname, for display only; may be empty.
    public var username: String
    /// The whole line that was typed, with the command itself: `/newuser http://nas:5000 KEY`.
    public var text: String
    /// The message's id, should one be sent.
    public var postID: Int64?
    /// The thread's first message or 0, should it be sent.
    public var threadID: Int64?
    /// When it was typed in Unix milliseconds, should it be sent.
    public var timestamp: Int64?
    /// The channel in which it was typed, should it be sent.
    public var channelID: Int64?
    /// The channel's name, should it be sent.
    public var channelName: String?
    /// The names of fields that the wire does not know, in the order received.
    public var unknownFields: [String]

    /// Creates a command as Synology Chat would send it.
    public init(
        token: Secret,
        userID: Int64,
        username: String,
        text: String,
        postID: Int64? = nil,
        threadID: Int64? = nil,
        timestamp: Int64? = nil,
        channelID: Int64? = nil,
        channelName: String? = nil
    ) {
        self.token = token
        self.userID = userID
        self.username = username
        self.text = text
        self.postID = postID
        self.threadID = threadID
        self.timestamp = timestamp
        self.channelID = channelID
        self.channelName = channelName
        unknownFields = []
    }

    private static let fields = [
        "token", "user_id", "username", "text", "post_id", "thread_id", "timestamp", "channel_id", "channel_name",
    ]

    /// Decodes a command.
    ///
    /// See ``SynoDecodable/decode(_:)-(SynoPost)``.
    public static func decode(_ post: SynoPost) throws(SynoError) -> SynoCommand {
        let fields = try SynoFields(post, known: Self.fields)
        var command = SynoCommand(
            token: try fields.token(),
            userID: try fields.userID(),
            username: try fields.username(),
            text: try fields.filled("text", "SYN-031").value,
            postID: try fields.optionalNumber("post_id", from: 1, "SYN-016"),
            threadID: try fields.optionalNumber("thread_id", from: 0, "SYN-017"),
            timestamp: try fields.optionalNumber("timestamp", from: 0, "SYN-018"),
            channelID: try fields.optionalNumber("channel_id", from: 1, "SYN-033"),
            channelName: fields.value("channel_name")
        )
        command.unknownFields = fields.unknown
        return command
    }

    /// The form body of this command.
    public func encoded() -> [UInt8] { record.encoded() }

    /// What `inspect syno-command` prints.
    public var canonicalJSON: JSONValue { record.json(unknown: unknownFields) }

    private var record: FormRecord {
        [
            "token": .text(token.exposed), "channel_id": .number(channelID),
            "channel_name":
                .text(channelName), "user_id": .number(userID), "username": .text(username),
            "post_id":
                .number(postID), "thread_id": .number(threadID), "timestamp": .number(timestamp),
            "text":
                .text(text),
        ]
    }
}
