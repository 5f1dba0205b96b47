public import Wire

/// A message in a channel that fired an outgoing webhook, by channel or by trigger word.
///
/// SYN-040 to SYN-046.
public struct SynoOutgoing: SynoDecodable {
    /// The webhook's token.
    public var token: Secret
    /// The channel's id, 1 or more.
    public var channelID: Int64
    /// The channel's kind, undocumented: `1` in every capture.
    public var channelType: Int64?
    /// The channel's name, if it is sent.
    public var channelName: String?
    /// The sender's id in Synology Chat, 1 or more.
    public var userID: Int64
    /// The sender's log-in name or nickname, for display only; may be empty.
    public var username: String
    /// The message's id: the channel's id times 2³² plus a sequence number.
    public var postID: Int64
    /// The message that opened the thread, or 0.
    public var threadID: Int64?
    /// When it was sent, in Unix milliseconds.
    public var timestamp: Int64
    /// The message with its trigger word.
    public var text: String
    /// The word that fired, or `nil` where the webhook has none.
    public var triggerWord: String?
    /// The names of fields that the wire does not know, in the order received.
    public var unknownFields: [String]

    /// Creates an event as Synology Chat would send it.
    public init(
        token: Secret,
        channelID: Int64,
        channelType: Int64? = nil,
        channelName: String? = nil,
        userID: Int64,
        username: String,
        postID: Int64,
        threadID: Int64? = nil,
        timestamp: Int64,
        text: String,
        triggerWord: String? = nil
    ) {
        self.token = token
        self.channelID = channelID
        self.channelType = channelType
        self.channelName = channelName
        self.userID = userID
        self.username = username
        self.postID = postID
        self.threadID = threadID
        self.timestamp = timestamp
        self.text = text
        self.triggerWord = triggerWord
        unknownFields = []
    }

    /// The text after the trigger word, where the text begins with it as a word of its own; else the whole text.
    ///
    /// SYN-045.
    ///
    /// Compared by bytes: trigger words are case-sensitive.
    public var textAfterTrigger: String {
        guard let triggerWord, text.utf8.starts(with: triggerWord.utf8) else { return text }
        let rest = text.utf8.dropFirst(triggerWord.utf8.count)
        guard let next = rest.first else { return "" }
        guard next == 0x20 || next == 0x0A || next == 0x09 else { return text }
        return String(Substring(rest.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 }))
    }
}
