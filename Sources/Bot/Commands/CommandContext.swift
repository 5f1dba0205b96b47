public import Wire

/// Everything that a command's decision may know: read in one transaction, before the effects are written in the same.
public struct CommandContext: Sendable, Equatable {
    /// The caller's id in Synology Chat.
    public var userID: Int64
    /// The name that came with the command.
    public var userName: String
    /// What the caller has set, `nil` where there is no such user yet.
    public var user: UserSettings?
    /// The owner's configuration.
    public var defaults: BotDefaults
    /// The token that came with the text where it came by the bot route: it is the bot's token, checked already.
    public var messageToken: Secret?
    /// The caller's conversation.
    public var conversation = ConversationSummary()
    /// The caller's ledger.
    public var usage = UsageSummary()
    /// Why the last delivery to the caller was given up, where that has not been told yet (DLV-046).
    public var undelivered: DeliveryFailure?

    /// Creates the context of a caller about whom nothing else is known.
    public init(userID: Int64, userName: String, user: UserSettings? = nil, defaults: BotDefaults) {
        self.userID = userID
        self.userName = userName
        self.user = user
        self.defaults = defaults
    }

    /// The language of the answer.
    public var language: Language { user?.language(defaults) ?? defaults.language }
}
