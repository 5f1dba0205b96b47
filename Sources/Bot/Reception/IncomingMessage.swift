public import Wire

/// A text that Synology Chat has sent.
public struct IncomingMessage: Sendable, Equatable {
    /// By which way it came.
    public var route: CommandRoute
    /// Who wrote it.
    public var userID: Int64
    /// The writer's name, for display alone.
    public var userName: String
    /// The token that it came with: the bot's, or that of a slash command.
    public var token: Secret
    /// What was written.
    public var text: String
    /// What a second delivery is known by; `nil` where there is neither a number nor a time.
    public var mark: DeliveryMark?
    /// When it came, in Unix milliseconds.
    public var receivedAt: Int64

    /// Creates a message.
    public init(
        route: CommandRoute,
        userID: Int64,
        userName: String,
        token: Secret,
        text: String,
        mark: DeliveryMark?,
        receivedAt: Int64
    ) {
        self.route = route
        self.userID = userID
        self.userName = userName
        self.token = token
        self.text = text
        self.mark = mark
        self.receivedAt = receivedAt
    }
}
