import HTTPClient
public import Wire

/// The bot that is judged, and in whose name it is written to.
public struct BotTarget: Sendable {
    /// The bot's outgoing URL, where Synology Chat posts.
    public let url: String
    /// The bot's token.
    public let token: Secret
    /// The user who seems to write.
    public let user: Int64
    /// The present, in Unix milliseconds: it dates the messages and numbers them, so that each run has its own.
    public let now: Int64

    /// Describes a bot.
    public init(url: String, token: Secret, user: Int64, now: Int64) {
        self.url = url
        self.token = token
        self.user = user
        self.now = now
    }

    /// A request with a body and its type.
    func request(
        _ body: [UInt8],
        type: String? = "application/x-www-form-urlencoded",
        method: String = "POST"
    ) -> HTTPClientRequest {
        var request = HTTPClientRequest(method: method, url: url, body: body)
        if let type { request.headers = [("Content-Type", type)] }
        request.totalTimeout = 30
        return request
    }

    /// The fields of a message, as Synology Chat sends them.
    func fields(_ number: Int64, _ text: String = "conformance test") -> [(name: String, value: String)] {
        [
            ("token", token.exposed), ("user_id", String(user)), ("username", "conformance"),
            ("post_id", String((7 << 32) + (now / 100) % (1 << 25) * 64 + number)), ("thread_id", "0"),
            ("timestamp", String(now)), ("text", text),
        ]
    }
}
