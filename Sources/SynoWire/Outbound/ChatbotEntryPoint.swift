public import Wire

/// Where a bot posts: the NAS's base URL and the bot's token.
///
/// SYN-070 to SYN-084.
///
/// The URL holds the token, so it is never described: ``description`` has a masked one.
public struct ChatbotEntryPoint: Sendable, Hashable {
    /// The methods of `SYNO.Chat.External`.
    public enum Method: String, Sendable, CaseIterable {
        /// Posts to users as the bot.
        case chatbot
        /// Posts in the channel of an incoming webhook.
        case incoming
        /// Lists the users that the bot can see.
        case userList = "user_list"
        /// Lists the bot's channels.
        case channelList = "channel_list"
        /// Lists posts of a channel.
        case postList = "post_list"
        /// Downloads the file of a post.
        case postFileGet = "post_file_get"
    }

    /// The NAS.
    public let base: SynoBaseURL
    /// The bot's token.
    public let token: Secret

    /// Creates an entry point.
    public init(base: SynoBaseURL, token: Secret) {
        self.base = base
        self.token = token
    }

    /// The URL of a method, whole, with the token in encoded quotes.
    ///
    /// SYN-070, SYN-071. Never log it.
    public func url(_ method: Method = .chatbot) -> String {
        Self.path(base, method) + "%22" + PercentCoding.encode(token.exposed) + "%22"
    }

    private static func path(_ base: SynoBaseURL, _ method: Method) -> String {
        "\(base.text)/webapi/entry.cgi?api=SYNO.Chat.External&method=\(method.rawValue)&version=2&token="
    }
}

extension ChatbotEntryPoint: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The URL with a masked token, for logs.
    ///
    /// SYN-013.
    public var description: String { Self.path(base, .chatbot) + token.mask }

    /// The URL with a masked token.
    public var debugDescription: String { description }

    /// A mirror without the token.
    public var customMirror: Mirror { Mirror(self, children: ["url": description]) }
}
