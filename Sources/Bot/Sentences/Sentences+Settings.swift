import SynoWire
import Wire

extension Sentences {
    /// The key is set.
    func apiKeySet(_ key: Secret, missing: [MissingSetting]) -> String {
        pick("API 密钥已设置：\(key)。\n", "Your API key is set: \(key).\n") + afterwards(missing)
    }

    /// The bot's token is set.
    func botTokenSet(_ token: Secret, missing: [MissingSetting]) -> String {
        pick("机器人令牌已设置：\(token)。\n", "The bot's token is set: \(token).\n") + afterwards(missing)
    }

    /// The NAS is set.
    func baseURLSet(_ url: String, missing: [MissingSetting]) -> String {
        pick("NAS 地址已设置：\(url)\n", "The URL of the NAS is set: \(url)\n") + afterwards(missing)
    }

    /// A key or token that cannot be one.
    func notASecret(_ entry: CommandEntry) -> String {
        pick(
            "这不像密钥：不能有空格和中文，也不能太长。请重新复制，再输入：\(entry.usage)",
            "That is no key: it must be plain characters without spaces, and not too long. Copy it again and type: \(entry.usage)"
        )
    }

    /// A text that is not the URL of a NAS.
    func badBaseURL(_ error: EntryPointError, _ entry: CommandEntry) -> String {
        let reason =
            switch error {
            case .empty: pick("地址是空的", "the URL is empty")
            case .scheme: pick("地址必须以 http:// 或 https:// 开头", "it must begin with http:// or https://")
            case .credentials: pick("地址里不能有用户名或密码", "it must not hold a user name or password")
            case .host: pick("主机名不对", "its host name is not valid")
            case .port: pick("端口必须是 1 到 65535 的数字", "its port must be a number from 1 to 65535")
            case .path: pick("地址里有不允许的字符", "its path has characters that are not allowed")
            case .query: pick("地址里不能有 ? 或 #", "it must end before ? or #")
            case .api: pick("这个 URL 不是 Chat 的传入 URL", "it is not an incoming URL of Synology Chat")
            case .token: pick("这个 URL 里没有令牌", "it has no token in it")
            }
        return pick(
            "NAS 地址没有设置：\(reason)。请这样输入：\(entry.sample)",
            "The URL of the NAS was not set: \(reason). Type it like this: \(entry.sample)"
        )
    }

    /// The model in use.
    func modelIs(_ name: String) -> String {
        pick(
            "当前模型：\(name)。要切换请输入 /model 加模型名，例如：/model gpt-4o-mini；输入 /model default 恢复默认。",
            "The model is \(name). To choose another, type /model and its name, as in: /model gpt-4o-mini; /model default goes back to the owner's."
        )
    }

    /// Another model is chosen.
    func modelSet(_ name: String) -> String {
        pick("已切换到模型 \(name)，从下一个问题开始使用。", "The model is \(name) from the next question on.")
    }

    /// A text that cannot be a model's name.
    var badModel: String {
        pick(
            "模型名太长，或含有不能用的字符。请这样输入：/model gpt-4o-mini",
            "That is no model's name: too long, or with characters that none has. Type it like this: /model gpt-4o-mini"
        )
    }

    /// The system prompt in use.
    func systemIs(_ text: String?) -> String {
        guard let text else {
            return pick(
                "现在没有系统提示。要设定请输入 /system 加内容，例如：/system 你是一位耐心的老师。",
                "There is no system prompt. To set one, type /system and a text, as in: /system You are a patient teacher."
            )
        }
        return pick(
            "当前系统提示：\n\(text)\n输入 /system off 可以关闭。",
            "The system prompt is:\n\(text)\nType /system off to switch it off."
        )
    }

    /// The system prompt is set.
    func systemSet(tokens: String) -> String {
        pick(
            "系统提示已设定（\(tokens) token），从下一个问题开始使用。输入 /system off 可以关闭。",
            "The system prompt is set (\(tokens) tokens) from the next question on. Type /system off to switch it off."
        )
    }

    /// The system prompt is off.
    var systemOff: String { pick("系统提示已关闭。", "The system prompt is off.") }

    /// The owner's system prompt applies again.
    func systemDefault(_ text: String?) -> String {
        pick("已恢复默认的系统提示。\n", "Back to the owner's system prompt.\n") + systemIs(text)
    }

    /// The system prompt leaves no room for a question.
    func systemTooLong(tokens: String, limit: Int) -> String {
        pick(
            "系统提示太长：\(tokens) token，最多 \(limit)。请缩短后再输入 /system 加内容。",
            "The system prompt is too long: \(tokens) tokens, \(limit) at most. Shorten it and type /system and the text again."
        )
    }

    /// The language in use.
    func languageIs() -> String {
        pick(
            "当前语言：中文。要换成英文请输入：/lang en",
            "The language is English. For Chinese type: /lang zh"
        )
    }

    /// The language is chosen; in that language.
    func languageSet() -> String { pick("好的，以后用中文。", "From now on I speak English.") }

    /// A language that there is not.
    var badLanguage: String {
        pick("只支持中文和英文。请输入：/lang zh 或 /lang en", "I speak Chinese and English. Type: /lang zh or /lang en")
    }
}
