/// A command that carries a secret, typed in one of the many ways that miss its regular form.
public struct WronglyTypedKey: Sendable {
    /// The whole text.
    public let text: String
    /// The secret in it.
    public let key: String

    private static let names = [
        "setapikey", "SetApiKey", "SETAPIKEY", "ｓｅｔａｐｉｋｅｙ", "setbotkey", "setBotKey", "ｓｅｔｂｏｔｋｅｙ", "newuser", "NewUser",
        "ＮＥＷＵＳＥＲ", "设置密钥", "設置密鑰", "设置令牌", "設置令牌", "注册用户", "註冊用戶", "set\u{200B}apikey",
    ]
    private static let marks = ["/", "／", "、", "#", "＃", "\\"]
    private static let spaces = [" ", "\u{3000}", "\t", "\u{200B}", "\u{FEFF}", "\u{2060}", "\u{A0}", "\n", "\u{200E}"]
    private static let separators = [":", "：", "=", "＝", ": ", " ：", " = ", "：\u{3000}", "=="]
    private static let quotes = [
        ("\"", "\""), ("'", "'"), ("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("`", "`"), ("＂", "＂"), ("«", "»"),
        ("“", ""), ("\"", ""), ("", "\""), ("", "”"), ("\"", "”"),
    ]
    private static let tails = ["", "", "", " ", "\r\n", "\u{200B}", " 谢谢", " 对吗？", "\nplease"]

    /// Composes one: with a mark, or several, before the name, or with none.
    public init(marked: Bool, using random: inout SeededGenerator) {
        func pick(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }
        func few(_ choices: [String], _ range: ClosedRange<Int>) -> String {
            (0..<Int.random(in: range, using: &random)).map { _ in pick(choices) }.joined()
        }
        let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        let letters = (0..<Int.random(in: 12...64, using: &random)).compactMap { _ in
            alphabet.randomElement(using: &random)
        }
        // One digit at least: a key of letters alone behind a name and before a sentence is a word of that sentence.
        key = pick(["", "sk-", "sk-proj-", "gsk_"]) + String(letters) + "7"
        let lead =
            marked ? few(Self.spaces, 0...2) + few(Self.marks + Self.marks + Self.spaces, 0...2) + pick(Self.marks) : ""
        let glue = [few(Self.spaces, 0...3), pick(Self.separators)].randomElement(using: &random) ?? ""
        let (open, close) = Self.quotes.randomElement(using: &random) ?? ("", "")
        let isQuoted = Bool.random(using: &random)
        let value = isQuoted ? open + key + close : key
        text = lead + (marked ? few(Self.spaces, 0...1) : "") + pick(Self.names) + glue + value + pick(Self.tails)
    }
}
