/// The language in which the bot speaks to one user.
public enum Language: String, Sendable, CaseIterable {
    /// Simplified Chinese.
    case zh
    /// English.
    case en

    /// Reads what a person types for a language: `zh`, `en`, `中文`, `english` …, in any case.
    public init?(typed text: String) {
        switch text.lowercased() {
        case "zh", "cn", "zh-cn", "zh_cn", "中文", "汉语", "chinese": self = .zh
        case "en", "en-us", "en_us", "英文", "英语", "english": self = .en
        default: return nil
        }
    }

    /// The language's name in itself.
    public var ownName: String {
        switch self {
        case .zh: "中文"
        case .en: "English"
        }
    }
}
