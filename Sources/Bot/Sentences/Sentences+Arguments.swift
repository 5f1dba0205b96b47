extension Sentences {
    /// A command that needs an argument came without.
    func missingArgument(_ entry: CommandEntry) -> String {
        pick(
            "/\(entry.name.rawValue) 后面少了内容。请这样输入：\(entry.sample)",
            "/\(entry.name.rawValue) needs something behind it. Type it like this: \(entry.sample)"
        )
    }

    /// A command that takes nothing came with something.
    func noArguments(_ entry: CommandEntry) -> String {
        pick(
            "/\(entry.name.rawValue) 后面不需要写别的。请只输入：\(entry.usage)",
            "/\(entry.name.rawValue) takes nothing behind it. Type only: \(entry.usage)"
        )
    }

    /// A command came with too many words.
    func surplusArgument(_ entry: CommandEntry) -> String {
        switch entry.name {
        case .newuser:
            pick(
                "/newuser 后面最多写两项。请输入：/newuser BaseURL BotKey，或者 /newuser 加机器人的整个传入 URL",
                "/newuser takes two things at most. Type: /newuser BaseURL BotKey, or /newuser and the bot's whole incoming URL"
            )
        case .setsavedir:
            pick(
                "/setsavedir 后面只能写一个目录。有空格的请加引号，例如：/setsavedir \"/app/data/my chats\"",
                "/setsavedir takes one directory. Put quotes around one with spaces: /setsavedir \"/app/data/my chats\""
            )
        case .saveas:
            pick(
                "/saveas 后面只能写一个名字。有空格的请加引号，例如：/saveas \"my file\"",
                "/saveas takes one name. Put quotes around one with spaces: /saveas \"my file\""
            )
        default:
            pick(
                "/\(entry.name.rawValue) 后面只能写一项，不要有空格。请这样输入：\(entry.sample)",
                "/\(entry.name.rawValue) takes one thing without spaces. Type it like this: \(entry.sample)"
            )
        }
    }

    /// A text that was meant as a command is none.
    public func unknownCommand(_ word: String, nearest: CommandName?) -> String {
        if let nearest {
            return pick(
                "没有 /\(word) 这个命令。您是想输入 /\(nearest.rawValue) 吗？输入 /help 可查看全部命令。",
                "There is no command /\(word). Did you mean /\(nearest.rawValue)? Type /help to see them all."
            )
        }
        return pick(
            "没有 /\(word) 这个命令。输入 /help 可查看全部命令。",
            "There is no command /\(word). Type /help to see them all."
        )
    }

    /// A text that may hold a key, and was kept from the model.
    func withheld(_ entry: CommandEntry) -> String {
        pick(
            "这条消息里可能有密钥，所以没有发给模型，也没有保存。请这样输入：\(entry.sample)",
            "This may hold a key, so it was neither sent to the model nor saved. Type it like this: \(entry.sample)"
        )
    }

    /// A command without any word.
    public var emptyCommand: String {
        pick("没有收到命令。输入 /help 可查看全部命令。", "No command arrived. Type /help to see them all.")
    }
}
