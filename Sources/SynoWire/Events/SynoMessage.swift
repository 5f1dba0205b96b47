public import Wire

/// A message that a user sent to the bot: the bot's outgoing webhook.
///
/// A bot lives in one-to-one conversations only, so there is no channel. SYN-014 to SYN-022.
public struct SynoMessage: SynoDecodable {
    /// The bot's token.
    public var token: Secret
    /// The sender's id in Synology Chat, 1 or more.
    public var userID: Int64
    /// The sender's log-in name or nickname, for display only; may be empty.
    public var username: String
    /// The message's id: the channel's id times 2³² plus a sequence number.
    public var postID: Int64?
    /// The message that opened the thread, or 0.
    public var threadID: Int64?
    /// When it was sent, in Unix milliseconds.
    public var timestamp: Int64?
    /// What the user typed, verbatim; may be empty with a file.
    public var text: String
    /// The name of the file that was posted; the bytes come from `method=post_file_get`.
    ///
    /// Never a path.
    public var fileName: String?
    /// The names of fields that the wire does not know, in the order received.
    public var unknownFields: [String]

    /// Creates a message as Synology Chat would send it.
    public init(
        token: Secret,
        userID: Int64,
        username: String,
        postID: Int64? = nil,
        threadID: Int64? = nil,
        timestamp: Int64? = nil,
        text: String,
        fileName: String? = nil
    ) {
        self.token = token
        self.userID = userID
        self.username = username
        self.postID = postID
        self.threadID = threadID
        self.timestamp = timestamp
        self.text = text
        self.fileName = fileName
        unknownFields = []
    }

    /// The id of the conversation with the bot, recovered from ``postID``.
    ///
    /// SYN-021.
    public var channelID: Int64? { postID.map { $0 >> 32 } }

    static let fields = [
        "token", "user_id", "username", "post_id", "thread_id", "timestamp", "text", "file_name",
    ]

    /// Decodes a message.
    ///
    /// See ``SynoDecodable/decode(_:)-(SynoPost)``.
    public static func decode(_ post: SynoPost) throws(SynoError) -> SynoMessage {
        try SynoMessage(SynoFields(post, known: Self.fields))
    }

    /// Decodes the fields of a message.
    init(_ fields: SynoFields) throws(SynoError) {
        let fileName = try fields.optional("file_name", "SYN-020")?.value
        self.init(
            token: try fields.token(),
            userID: try fields.userID(),
            username: try fields.username(),
            postID: try fields.optionalNumber("post_id", from: 1, "SYN-016"),
            threadID: try fields.optionalNumber("thread_id", from: 0, "SYN-017"),
            timestamp: try fields.optionalNumber("timestamp", from: 0, "SYN-018"),
            text: fileName == nil ? try fields.required("text", "SYN-019").value : fields.value("text") ?? "",
            fileName: fileName
        )
        unknownFields = fields.unknown
    }

    /// The form body of this message.
    public func encoded() -> [UInt8] { record.encoded() }

    /// What `inspect syno-message` prints.
    public var canonicalJSON: JSONValue { record.json(unknown: unknownFields) }

    private var record: FormRecord {
        [
            "token": .text(token.exposed), "user_id": .number(userID), "username": .text(username),
            "post_id": .number(postID), "thread_id": .number(threadID), "timestamp": .number(timestamp),
            "text": .text(text), "file_name": .text(fileName),
        ]
    }
}

/// What arrives at a bot's outgoing URL: a message, or a button's callback.
public enum BotEvent: Sendable, Equatable {
    /// A message or a file.
    case message(SynoMessage)
    /// A button that was pressed.
    case callback(SynoCallback)

    /// Decodes a request: a body with a field `payload` and no field `text` is a callback.
    ///
    /// SYN-059.
    ///
    /// - Throws: ``SynoError`` of the kind that was chosen.
    public static func decode(_ post: SynoPost) throws(SynoError) -> BotEvent {
        let pairs = try post.pairs()
        if pairs.contains(where: { $0.name == "payload" }), !pairs.contains(where: { $0.name == "text" }) {
            return .callback(try SynoCallback.decode(post))
        }
        return .message(try SynoMessage(SynoFields(pairs, of: post, known: SynoMessage.fields)))
    }

    /// The integration's token.
    public var token: Secret {
        switch self {
        case .message(let message): message.token
        case .callback(let callback): callback.token
        }
    }
}
