public import Wire

/// What one user has set; `nil` everywhere means "the owner's default applies".
public struct UserSettings: Sendable, Equatable {
    /// The user's id in Synology Chat.
    public var id: Int64
    /// The name that came with the last message; for display alone.
    public var name: String
    /// The language of every sentence to this user.
    public var language: Language?
    /// The user's own API key.
    public var apiKey: Secret?
    /// The token of the bot that this user talks to.
    public var botToken: Secret?
    /// The NAS: `http(s)://host[:port][/prefix]` without a trailing slash, as `SynoBaseURL` writes it.
    public var baseURL: String?
    /// The directory for `/saveas` and `/savenow`.
    public var saveDirectory: String?
    /// The model to ask.
    public var model: String?
    /// The system prompt; the empty text means "none", also where the owner has set one.
    public var systemPrompt: String?

    /// Creates a user with nothing set.
    public init(id: Int64, name: String) {
        self.id = id
        self.name = name
    }
}

extension UserSettings {
    /// The language to speak.
    public func language(_ defaults: BotDefaults) -> Language { language ?? defaults.language }

    /// The model to ask.
    public func model(_ defaults: BotDefaults) -> String { model ?? defaults.model }

    /// The key to send, or `nil` where there is none.
    public func apiKey(_ defaults: BotDefaults) -> Secret? { apiKey ?? defaults.apiKey }

    /// The system prompt to send, or `nil` for none.
    public func systemPrompt(_ defaults: BotDefaults) -> String? {
        let text = systemPrompt ?? defaults.systemPrompt ?? ""
        return text.isEmpty ? nil : text
    }

    /// The NAS to post to.
    public func baseURL(_ defaults: BotDefaults) -> String? { baseURL ?? defaults.baseURL }

    /// The token to post with.
    ///
    /// The owner's token goes to the owner's NAS alone: a user who names another NAS must name its token too, so that
    /// nobody can have the shared token sent to a host of their own (SEC-006).
    public func botToken(_ defaults: BotDefaults) -> Secret? {
        guard let shared = defaults.botToken else { return botToken }
        if let owned = botToken, owned != shared { return owned }
        guard let home = defaults.baseURL, let chosen = baseURL else { return shared }
        return chosen == home ? shared : nil
    }

    /// What is still missing before a message can be asked and answered, in the order to be set.
    public func missing(_ defaults: BotDefaults) -> [MissingSetting] {
        var missing: [MissingSetting] = []
        if baseURL(defaults) == nil { missing.append(.baseURL) }
        if botToken(defaults) == nil { missing.append(.botToken) }
        if apiKey(defaults) == nil, defaults.needsAPIKey { missing.append(.apiKey) }
        return missing
    }
}
