import SynoWire
package import Wire

/// A simulated Synology Chat on a real socket: the API that a bot calls, and the people who type to it.
///
/// It answers `…/webapi/entry.cgi` as `Specs/synology/SPEC.md` says, keeps what every user sees, and misbehaves on demand
/// (``ChatMisbehaviour``).
package typealias SynologyChatServer = SimulatedServer<ChatWorld>

/// What a simulated Synology Chat knows: people, channels, posts.
///
/// The time is read from the configuration.
package struct ChatWorld: SimulatedWorld {
    /// No call of a bot is longer.
    package static var limits: HTTPParserLimits { HTTPParserLimits() }

    /// How it is set up.
    package var configuration: SynologyChatConfiguration
    /// The misbehaviours still to come.
    package var plan = MisbehaviourPlan<ChatMisbehaviour>()
    /// The requests of both directions, in the order they ended; of very many the newest.
    private(set) var exchanges = BoundedLog<ChatExchange>(limit: 100_000, byteLimit: 1 << 28)
    /// Every line on every screen, in the order they appeared; of very many the newest.
    private(set) var log = BoundedLog<ChatEntry>(limit: 500_000, byteLimit: 1 << 28)
    /// Posts of incoming webhooks, by channel.
    private(set) var channelPosts: [Int64: [ChatbotPost]] = [:]
    private var channels: [Int64: Int64] = [:]
    private var sequences: [Int64: Int64] = [:]
    /// When the bot last posted.
    var lastPost: Int64?

    /// Creates an empty chat.
    package init(_ configuration: SynologyChatConfiguration) { self.configuration = configuration }

    /// The lines of ``log``.
    var entries: [ChatEntry] { Array(log.elements) }

    /// Requests of both directions since the start or the last reset.
    package var exchangeCount: Int { exchanges.total }

    /// Forgets what is on the screens, what was exchanged, and every misbehaviour still to come; posts are numbered on.
    package mutating func reset() {
        plan = MisbehaviourPlan()
        exchanges.removeAll()
        log.removeAll()
        channelPosts = [:]
    }

    /// Reads `{"bot_url":"…","command_url":"…","interval_ms":500,"limit":2000}`; other members are ignored.
    package mutating func configure(_ members: JSONObject) -> Bool {
        if let url = members["bot_url"]?.string { configuration.botURL = url }
        if let url = members["command_url"]?.string {
            for index in configuration.commands.indices { configuration.commands[index].url = url }
        }
        if let interval = members["interval_ms"]?.int64 { configuration.postInterval = Double(interval) / 1000 }
        if let limit = members["limit"]?.int64 { configuration.textLimit = Int(limit) }
        return true
    }

    /// Adds a line to a screen.
    mutating func append(_ entry: ChatEntry) { log.append(entry, bytes: entry.text.utf8.count) }

    /// Adds the post of an incoming webhook to a channel.
    mutating func append(_ post: ChatbotPost, toChannel channel: Int64) {
        _ = nextPostID(inChannel: channel)
        channelPosts[channel, default: []].append(post)
    }

    /// Keeps an exchange.
    mutating func record(_ exchange: ChatExchange) {
        exchanges.append(exchange, bytes: exchange.body.count + exchange.answer.count)
    }

    /// The number of the next post in the conversation of `userID` with the bot.
    ///
    /// SYN-021.
    mutating func nextPostID(_ userID: Int64) -> Int64 {
        let channel = channels[userID] ?? Int64(channels.count) + 6
        channels[userID] = channel
        return nextPostID(inChannel: channel)
    }

    private mutating func nextPostID(inChannel channel: Int64) -> Int64 {
        let sequence = (sequences[channel] ?? 0) + 1
        sequences[channel] = sequence
        return (channel << 32) + sequence
    }
}
