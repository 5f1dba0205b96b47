public import Wire

/// A button that a user pressed under one of the integration's messages.
///
/// SYN-050 to SYN-058.
///
/// The body is one form field `payload` with JSON; token and user stand inside it.
public struct SynoCallback: SynoDecodable {
    /// The integration's token.
    public var token: Secret
    /// The id of the user who pressed, 1 or more.
    public var userID: Int64
    /// That user's name, for display only; may be empty.
    public var username: String
    /// The message that carries the buttons.
    public var postID: Int64
    /// The `callback_id` of the attachment that holds the button.
    public var callbackID: String
    /// The button.
    public var action: ChatbotButton
    /// The names of fields and members that the wire does not know, in the order received.
    public var unknownFields: [String]

    /// Creates a callback as Synology Chat would send it.
    public init(
        token: Secret,
        userID: Int64,
        username: String,
        postID: Int64,
        callbackID: String,
        action: ChatbotButton
    ) {
        self.token = token
        self.userID = userID
        self.username = username
        self.postID = postID
        self.callbackID = callbackID
        self.action = action
        unknownFields = []
    }

    /// Decodes a callback.
    ///
    /// See ``SynoDecodable/decode(_:)-(SynoPost)``.
    public static func decode(_ post: SynoPost) throws(SynoError) -> SynoCallback {
        let fields = try SynoFields(post, known: ["payload"])
        let field = try fields.filled("payload", "SYN-050")
        var payload = try SynoPayload(field, in: post.body)
        let user = try payload.object("user", "SYN-054")
        var callback = SynoCallback(
            token: try payload.token(),
            userID: try payload.number("user_id", of: user, from: 1, "SYN-054"),
            username: try payload.string("username", of: user, "SYN-054"),
            postID: try payload.number("post_id", of: payload.root, from: 1, "SYN-053"),
            callbackID: try payload.string("callback_id", of: payload.root, "SYN-052"),
            action: try payload.action()
        )
        payload.countUnknown(of: payload.root, except: ["actions", "callback_id", "post_id", "token", "user"])
        payload.countUnknown(of: user, except: ["user_id", "username"])
        callback.unknownFields = fields.unknown + payload.unknown
        return callback
    }

    /// The form body of this callback.
    public func encoded() -> [UInt8] {
        let payload: JSONValue = [
            "actions": .array([action.json]), "callback_id": .string(callbackID),
            "post_id": .string(String(postID)), "token": .string(token.exposed),
            "user": ["user_id": .integer(userID), "username": .string(username)],
        ]
        var form = FormEncoder()
        form.append("payload", payload.encoded())
        return form.bytes
    }

    /// What `inspect syno-callback` prints.
    public var canonicalJSON: JSONValue {
        [
            "token": .string(token.exposed), "user_id": .integer(userID), "username": .string(username),
            "post_id": .integer(postID), "callback_id": .string(callbackID), "action": action.json,
            "unknown": .strings(unknownFields),
        ]
    }
}
