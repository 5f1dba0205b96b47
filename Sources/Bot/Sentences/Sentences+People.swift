extension Sentences {
    /// The caller has no user yet.
    public func noUser(id: Int64) -> String {
        pick("您还没有注册（您的用户 ID：\(id)）。\n", "You are not registered yet (your user id: \(id)).\n") + howToRegister
    }

    /// How to become a user.
    var howToRegister: String {
        pick(
            """
            请输入 /newuser，后面粘贴机器人的整个传入 URL；
            或者输入：/newuser http://192.168.1.2:5000 TOKEN
            """,
            """
            Type /newuser and paste the bot's whole incoming URL behind it,
            or type: /newuser http://192.168.1.2:5000 TOKEN
            """
        )
    }

    /// The owner does not let this user in.
    public func notAllowed(id: Int64) -> String {
        pick(
            "您还不能使用这个机器人。请把您的用户 ID \(id) 告诉管理员。",
            "You may not use this bot yet. Tell its owner your user id: \(id)."
        )
    }

    /// A message came before everything is set: what to type.
    public func incomplete(_ missing: [MissingSetting]) -> String {
        pick("回答之前，请先设置：\n", "Before I can answer:\n") + missing.map(next).joined(separator: "\n")
    }

    /// What to type for a missing setting.
    func next(_ missing: MissingSetting) -> String {
        switch missing {
        case .baseURL:
            pick(
                "请输入 /setbaseurl 加 NAS 的地址，例如：/setbaseurl http://192.168.1.2:5000",
                "Type /setbaseurl and the URL of the NAS, as in: /setbaseurl http://192.168.1.2:5000"
            )
        case .botToken:
            pick(
                "请输入 /setbotkey 加机器人的令牌（在 Chat 的机器人设置里）",
                "Type /setbotkey and the bot's token (Chat shows it in the bot's settings)"
            )
        case .apiKey:
            pick(
                "请输入 /setapikey 加您的 API 密钥，例如：/setapikey sk-…",
                "Type /setapikey and your API key, as in: /setapikey sk-…"
            )
        }
    }

    /// What follows a setting: the next one, or that one may begin.
    func afterwards(_ missing: [MissingSetting]) -> String {
        guard let first = missing.first else {
            return pick("现在可以直接发消息提问了。", "You can send me a question now.")
        }
        return pick("下一步：\(next(first))", "Next step: \(next(first))")
    }

    /// The user was created.
    func created(id: Int64, missing: [MissingSetting]) -> String {
        pick("已注册（用户 ID：\(id)）。\n", "You are registered (user id: \(id)).\n") + afterwards(missing)
    }

    /// The user was there already, and something was set.
    func updated(id: Int64, missing: [MissingSetting]) -> String {
        pick(
            "您已经注册过了（用户 ID：\(id)），设置已更新。\n",
            "You were registered already (user id: \(id)); the settings are updated.\n"
        )
            + afterwards(missing)
    }

    /// The user was there already.
    func exists(id: Int64, missing: [MissingSetting]) -> String {
        pick("您已经注册过了（用户 ID：\(id)）。\n", "You are registered already (user id: \(id)).\n") + afterwards(missing)
    }

    /// Two URLs or two tokens.
    var newUserTwice: String {
        pick(
            "没看懂：需要一个 NAS 地址和一个机器人令牌。请输入：/newuser BaseURL BotKey",
            "I need one URL and one bot token. Type: /newuser BaseURL BotKey"
        )
    }

    /// The incoming URL of a channel was pasted.
    var incomingOfChannel: String {
        pick(
            "这是频道的传入 Webhook，不是机器人的。请在 Chat 的“集成 → 机器人”里复制传入 URL，再输入 /newuser 加这个 URL。",
            "This URL belongs to a channel's incoming webhook, not to the bot. Copy the incoming URL under Integration → Bots, then type /newuser and that URL."
        )
    }
}
