/// A setting without which the bot cannot answer.
public enum MissingSetting: Sendable, Equatable, CaseIterable {
    /// The URL of the NAS: `/setbaseurl`.
    case baseURL
    /// The bot's token: `/setbotkey`.
    case botToken
    /// The key for the model server: `/setapikey`.
    case apiKey
}
