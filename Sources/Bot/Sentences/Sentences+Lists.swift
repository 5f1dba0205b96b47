import Wire

extension Sentences {
    /// `/help`: one line a command, made from the table.
    func help() -> String {
        let heading = pick(
            "直接发消息就可以提问。命令（手机上也能直接输入，# 或中文名也行）：",
            "Just send a message to ask. Commands (# or the Chinese name works like /):"
        )
        let lines = CommandTable.entries.map { entry in
            pick("\(entry.usage)（\(entry.alias)）\(entry.chinese)", "\(entry.usage) (\(entry.alias)) \(entry.english)")
        }
        return ([heading] + lines).joined(separator: "\n")
    }

    /// `/whoami`.
    func whoAmI(_ context: CommandContext) -> String {
        guard let user = context.user else {
            return pick(
                "用户 ID：\(context.userID)\n名字：\(context.userName)\n",
                "User id: \(context.userID)\nName: \(context.userName)\n"
            )
                + pick("您还没有注册。\n", "You are not registered yet.\n") + howToRegister
        }
        let defaults = context.defaults
        let lines = [
            pick("用户 ID：\(user.id)", "User id: \(user.id)"),
            pick("名字：\(context.userName)", "Name: \(context.userName)"),
            pick("NAS 地址：", "NAS: ") + value(user.baseURL, shared: user.baseURL(defaults)),
            pick("机器人令牌：", "Bot token: ") + value(user.botToken?.mask, shared: user.botToken(defaults)?.mask),
            pick("API 密钥：", "API key: ") + value(user.apiKey?.mask, shared: user.apiKey(defaults)?.mask),
            pick("模型：", "Model: ") + value(user.model, shared: defaults.model),
            pick("系统提示：", "System prompt: ") + prompt(user, defaults),
            pick("保存目录：", "Directory: ") + value(user.saveDirectory, shared: nil),
            pick("语言：", "Language: ") + language.ownName,
        ]
        return (lines + user.missing(defaults).map(next)).joined(separator: "\n")
    }

    /// A setting: the user's own, the owner's (said so), or none.
    private func value(_ own: String?, shared: String?) -> String {
        if let own { return own }
        guard let shared else { return pick("未设置", "not set") }
        return pick("\(shared)（默认）", "\(shared) (default)")
    }

    private func prompt(_ user: UserSettings, _ defaults: BotDefaults) -> String {
        guard let text = user.systemPrompt(defaults) else { return pick("无", "none") }
        let line = text.split(separator: "\n").first ?? ""
        let short = line.count > 40 || line.count < text.count ? "\(line.prefix(40))…" : String(line)
        return value(user.systemPrompt == nil ? nil : short, shared: short)
    }
}
