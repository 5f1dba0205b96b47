public import Wire

/// A message that a bot posts through `method=chatbot`, or that an incoming webhook posts in its channel.
///
/// SYN-090 to SYN-099.
///
/// The bytes are a function of the value alone: members in the order text, file_url, attachments, user_ids.
public struct ChatbotPost: Sendable, Equatable {
    /// The content type of the body.
    public static let contentType = "application/x-www-form-urlencoded"

    /// The message; `\n` is a new line.
    public var text: String?
    /// A file that Chat downloads and posts, at most 32 MB; the NAS must reach the URL.
    public var fileURL: String?
    /// Texts with buttons.
    public var attachments: [ChatbotAttachment]
    /// Who receives it: one user per call (E4).
    ///
    /// Empty for an incoming webhook, which posts in its channel.
    public var userIDs: [Int64]

    /// Creates a post of text.
    public init(text: String, to userID: Int64) {
        self.init(text: text, userIDs: [userID])
    }

    /// Creates a post.
    public init(
        text: String? = nil,
        fileURL: String? = nil,
        attachments: [ChatbotAttachment] = [],
        userIDs: [Int64]
    ) {
        self.text = text
        self.fileURL = fileURL
        self.attachments = attachments
        self.userIDs = userIDs
    }

    /// The JSON of the `payload` field.
    public var payload: JSONValue {
        var members = JSONObject()
        if let text { members.append("text", .string(text)) }
        if let fileURL { members.append("file_url", .string(fileURL)) }
        if !attachments.isEmpty { members.append("attachments", .array(attachments.map(\.json))) }
        if !userIDs.isEmpty { members.append("user_ids", .array(userIDs.map { .integer($0) })) }
        return .object(members)
    }

    /// The form body: `payload=` and the JSON, every byte outside `A-Za-z0-9-._~` percent-encoded.
    ///
    /// SYN-091, SYN-092.
    ///
    /// - Complexity: O(n).
    public func encoded() -> [UInt8] {
        var form = FormEncoder()
        form.append("payload", payload.encoded())
        return form.bytes
    }
}
