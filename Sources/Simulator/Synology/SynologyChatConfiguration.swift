public import SynoWire

/// How a simulated Synology Chat is set up.
public struct SynologyChatConfiguration: Sendable {
    /// A slash command, as its form in Synology Chat asks for it.
    public struct Command: Sendable, Equatable {
        /// The word that is typed, with its slash: `/clear`.
        public var name: String
        /// The command's own token.
        public var token: SynoToken
        /// Where the command is sent; `nil` until it is set, and then the caller reads that no server answers.
        public var url: String?

        /// Creates a command.
        public init(name: String, token: SynoToken, url: String? = nil) {
            self.name = name
            self.token = token
            self.url = url
        }
    }

    /// An incoming webhook, which posts in a channel.
    public struct Webhook: Sendable, Equatable {
        /// The webhook's token.
        public var token: SynoToken
        /// The channel, as a number.
        public var channelID: Int64

        /// Creates a webhook.
        public init(token: SynoToken, channelID: Int64) {
            self.token = token
            self.channelID = channelID
        }
    }

    /// The address to listen on.
    public var host = "127.0.0.1"
    /// The port; 0 picks a free one.
    public var port: UInt16 = 0
    /// The people, all of whom see the bot.
    public var users: [SynoUser]
    /// The bot's token.
    public var botToken: SynoToken
    /// The bot's outgoing URL; `nil` until it is set.
    public var botURL: String?
    /// The slash commands.
    public var commands: [Command] = []
    /// The incoming webhooks.
    public var webhooks: [Webhook] = []
    /// The longest text, in UTF-16 units; a longer one is answered with 410.
    public var textLimit = MessageText.limit
    /// Seconds that must lie between two posts of the bot; a nearer one is answered with 411.
    public var postInterval = 0.5
    /// Seconds that the bot or a command's server has for its answer.
    public var timeout = 10.0
    /// The time, in Unix milliseconds.
    public var now: @Sendable () -> Int64 = WallClock.milliseconds

    /// Creates a configuration with the defaults above.
    public init(users: [SynoUser], botToken: SynoToken) {
        self.users = users
        self.botToken = botToken
    }
}
