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
    /// The windows that the model server has stated, in tokens, by model (OAI-045).
    public var statedWindows: [String: Int] = [:]
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

extension CommandContext {
    /// The user to be created without `/newuser`: where the owner has set NAS and bot, or where the bot's token came with
    /// the message and the owner has set the NAS (CMD-040).
    public var selfRegistering: UserSettings? {
        guard user == nil, defaults.baseURL != nil else { return nil }
        guard defaults.botToken != nil || messageToken != nil else { return nil }
        return newUser
    }

    /// A user with what the message itself brought.
    var newUser: UserSettings {
        var created = UserSettings(id: userID, name: userName)
        if let token = messageToken, token != defaults.botToken { created.botToken = token }
        return created
    }
}
