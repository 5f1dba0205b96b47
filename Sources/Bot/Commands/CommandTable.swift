/// The closed list of commands, in the order of `/help`.
///
/// `/help`, the README and the parser are made from it: a new command is a case of ``CommandName``, a line here, its
/// decision, its sentences and its goldens.
public enum CommandTable {
    /// Every command once.
    public static let entries: [CommandEntry] = [
        CommandEntry(
            name: .clear,
            aliases: ["清空", "清除", "新对话"],
            arguments: "",
            rule: .none,
            example: "",
            chinese: "忘记之前的对话，重新开始",
            english: "forget the conversation and start again"
        ),
        CommandEntry(
            name: .totaltoken,
            aliases: ["上下文"],
            arguments: "",
            rule: .none,
            example: "",
            chinese: "对话现在占多少 token",
            english: "how many tokens the conversation takes"
        ),
        CommandEntry(
            name: .retry,
            aliases: ["重试", "重新回答"],
            arguments: "",
            rule: .none,
            example: "",
            chinese: "重新回答上一个问题",
            english: "answer the last question again"
        ),
        CommandEntry(
            name: .stop,
            aliases: ["停止", "停"],
            arguments: "",
            rule: .none,
            example: "",
            chinese: "停止正在写的回答",
            english: "stop the answer being written"
        ),
        CommandEntry(
            name: .saveas,
            aliases: ["另存为"],
            arguments: "NAME",
            rule: .words(1...1),
            example: "meeting",
            chinese: "把对话存成文件（.txt、.md 或 .json）",
            english: "save the conversation to a file (.txt, .md or .json)"
        ),
        CommandEntry(
            name: .savenow,
            aliases: ["保存"],
            arguments: "",
            rule: .none,
            example: "",
            chinese: "存成以当前时间命名的文件",
            english: "save it under the current time"
        ),
        CommandEntry(
            name: .setsavedir,
            aliases: ["设置目录"],
            arguments: "DIR",
            rule: .words(1...1),
            example: "/app/data/chats",
            chinese: "设置保存目录",
            english: "set the directory for saved files"
        ),
        CommandEntry(
            name: .getsavedir,
            aliases: ["查看目录"],
            arguments: "",
            rule: .none,
            example: "",
            chinese: "查看保存目录",
            english: "show that directory"
        ),
        CommandEntry(
            name: .newuser,
            aliases: ["注册用户"],
            arguments: "[BaseURL] [BotKey]",
            rule: .words(0...2),
            example: "http://192.168.1.2:5000 TOKEN",
            chinese: "注册；也可以直接粘贴机器人的整个传入 URL",
            english: "register; or paste the bot's whole incoming URL"
        ),
        CommandEntry(
            name: .setapikey,
            aliases: ["设置密钥"],
            arguments: "KEY",
            rule: .words(1...1),
            example: "sk-…",
            chinese: "设置 API 密钥",
            english: "set your API key"
        ),
        CommandEntry(
            name: .setbotkey,
            aliases: ["设置令牌"],
            arguments: "TOKEN",
            rule: .words(1...1),
            example: "TOKEN",
            chinese: "设置机器人的令牌",
            english: "set the bot's token"
        ),
        CommandEntry(
            name: .setbaseurl,
            aliases: ["设置地址"],
            arguments: "URL",
            rule: .words(1...1),
            example: "http://192.168.1.2:5000",
            chinese: "设置 NAS 的地址",
            english: "set the URL of the NAS"
        ),
        CommandEntry(
            name: .model,
            aliases: ["切换模型"],
            arguments: "[NAME]",
            rule: .words(0...1),
            example: "gpt-4o-mini",
            chinese: "查看或切换模型",
            english: "show or choose the model"
        ),
        CommandEntry(
            name: .system,
            aliases: ["设定角色"],
            arguments: "[TEXT|off]",
            rule: .text,
            example: "You are a patient teacher.",
            chinese: "查看、设定或关闭系统提示",
            english: "show, set or switch off the system prompt"
        ),
        CommandEntry(
            name: .usage,
            aliases: ["用量"],
            arguments: "",
            rule: .none,
            example: "",
            chinese: "每天、每月用了多少 token",
            english: "tokens used by day and month"
        ),
        CommandEntry(
            name: .whoami,
            aliases: ["我的设置", "我是谁"],
            arguments: "",
            rule: .none,
            example: "",
            chinese: "查看用户 ID 和设置",
            english: "your user id and settings"
        ),
        CommandEntry(
            name: .lang,
            aliases: ["切换语言"],
            arguments: "[zh|en]",
            rule: .words(0...1),
            example: "en",
            chinese: "切换语言",
            english: "choose the language"
        ),
        CommandEntry(
            name: .help,
            aliases: ["帮助", "命令"],
            arguments: "",
            rule: .none,
            example: "",
            chinese: "显示这份说明",
            english: "show this list"
        ),
    ]

    /// The line of a command.
    public static func entry(_ name: CommandName) -> CommandEntry {
        entries.first { $0.name == name } ?? entries[entries.count - 1]
    }

    /// The command of that word, compared as CMD-002 says: exactly, case-insensitively.
    static func command(word: String) -> CommandName? {
        guard word.utf8.count <= longestWord else { return nil }
        return words[word.lowercased()]
    }

    private static let words = Dictionary(
        uniqueKeysWithValues: entries.flatMap { entry in
            ([entry.name.rawValue] + entry.aliases).map { ($0, entry.name) }
        }
    )

    /// Bytes of the longest name in any case: the letters that lower to ASCII have three bytes at most.
    private static let longestWord = 3 * words.keys.reduce(0) { max($0, $1.utf8.count) }

    /// The command whose name takes the fewest changed letters to become `word`, if so few that a slip is likely.
    ///
    /// - Complexity: O(n) in the length of the word, which is cut at 24 characters.
    static func nearest(to word: String) -> CommandName? {
        let names = entries.flatMap { [$0.name.rawValue] + $0.aliases }
        return NearestName.of(String(word.lowercased().prefix(24)), in: names, slips: 1).flatMap { words[$0] }
    }
}
