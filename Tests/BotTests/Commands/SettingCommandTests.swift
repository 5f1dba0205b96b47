import TestSupport
import Testing
import Wire

@testable import Bot

@Suite struct SettingCommandTests {
    private let token = "0123456789abcdefghijABCDEFGHIJ0123456789abcdefghijABCDEFGHIJ0123"

    @Test(.proves("CMD-056"))
    func `setapikey confirms with a mask and the next step`() {
        let done = type("/setapikey sk-new-key-123456", .regular())
        #expect(done.effects == [.setAPIKey(Secret("sk-new-key-123456"))])
        #expect(done.text == "Your API key is set: sk-…3456.\nYou can send me a question now.")
        let next = type("/setapikey sk-new-key-123456", .regular(user: { $0.baseURL = nil }))
        #expect(next.text?.contains("Next step: Type /setbaseurl") == true)
        for bad in ["密钥", String(repeating: "k", count: 513), "\"a b\""] {
            #expect(type("/setapikey \(bad)", .regular()).effects.isEmpty)
            #expect(type("/setapikey \(bad)", .regular()).text?.contains("/setapikey KEY") == true)
        }
    }

    @Test(.proves("CMD-056"))
    func `setbotkey takes a token or the URL that holds it`() {
        let url = "https://nas/webapi/entry.cgi?api=SYNO.Chat.External&method=chatbot&version=2&token=%22\(token)%22"
        for argument in [token, "%22\(token)%22", "<\(token)>", url] {
            let decision = type("/setbotkey \(argument)", .regular())
            #expect(decision.effects == [.setBotToken(Secret(token))])
            #expect(decision.text?.hasPrefix("The bot's token is set: 012…0123.") == true)
        }
        for bad in ["令牌", "http://nas:5000", "ftp://x"] {
            #expect(type("/setbotkey \(bad)", .regular()).effects.isEmpty)
        }
    }

    @Test(.proves("CMD-057"))
    func `setbaseurl normalises or refuses with the reason`() {
        let good = [
            ("http://nas:5000", "http://nas:5000"), ("HTTPS://Nas.Example:5001///", "https://nas.example:5001"),
            ("<http://192.168.1.2:5000/>", "http://192.168.1.2:5000"), ("https://nas/chat/", "https://nas/chat"),
        ]
        for (typed, kept) in good {
            let decision = type("/setbaseurl \(typed)", .regular())
            #expect(decision.effects == [.setBaseURL(kept)])
            #expect(decision.text?.hasPrefix("The URL of the NAS is set: \(kept)\n") == true)
        }
        let bad = [
            ("nas:5000", "must begin with http"), ("http://u:p@nas", "user name"), ("http://", "host name"),
            ("http://nas:99999", "65535"), ("http://nas/?a=1", "before ? or #"), ("http://nas/\\x", "characters"),
        ]
        for (typed, reason) in bad {
            let decision = type("/setbaseurl \(typed)", .regular())
            #expect(decision.effects.isEmpty)
            #expect(decision.text?.contains(reason) == true, "\(typed): \(decision.text ?? "")")
            #expect(decision.text?.contains("/setbaseurl http://192.168.1.2:5000") == true)
        }
    }

    @Test(.proves("CMD-055"))
    func `whoami shows everything, masked`() {
        let expected = """
            User id: 4
            Name: wang
            NAS: http://nas:5000
            Bot token: bot…6789
            API key: sk-…cdef
            Model: gpt-4o-mini (default)
            System prompt: none
            Directory: /app/data/wang
            Language: English
            """
        #expect(type("/whoami", .regular()).text == expected)
        let bare = CommandContext.regular(.zh, defaults: { $0.systemPrompt = "简短回答。\n只用中文。" }) {
            $0 = UserSettings(id: 4, name: "wang")
            $0.language = .zh
        }
        let chinese = """
            用户 ID：4
            名字：wang
            NAS 地址：未设置
            机器人令牌：未设置
            API 密钥：未设置
            模型：gpt-4o-mini（默认）
            系统提示：简短回答。…（默认）
            保存目录：未设置
            语言：中文
            """
        #expect(type("/whoami", bare).text?.hasPrefix(chinese) == true)
        #expect(type("/whoami", bare).text?.split(separator: "\n").count == 12, "three settings are missing")
        let own = CommandContext.regular(user: { $0.systemPrompt = String(repeating: "x", count: 60) })
        #expect(type("/whoami", own).text?.contains("System prompt: \(String(repeating: "x", count: 40))…\n") == true)
    }

    @Test(.proves("CMD-112"))
    func `model shows, chooses and goes back`() {
        #expect(type("/model", .regular()).text?.contains("The model is gpt-4o-mini.") == true)
        #expect(type("/model qwen2.5:7b", .regular()).effects == [.setModel("qwen2.5:7b")])
        let back = type("/model default", .regular(user: { $0.model = "x" }))
        #expect(back.effects == [.setModel(nil)])
        #expect(back.text?.contains("gpt-4o-mini") == true)
        for bad in ["模型", String(repeating: "m", count: 129)] {
            #expect(type("/model \(bad)", .regular()).effects.isEmpty)
            #expect(type("/model \(bad)", .regular()).text?.contains("/model gpt-4o-mini") == true)
        }
    }

    @Test(.proves("CMD-113"))
    func `system shows, sets, removes and goes back`() {
        #expect(type("/system", .regular()).text?.contains("There is no system prompt.") == true)
        let set = type("/system Be brief.", .regular())
        #expect(set.effects == [.setSystemPrompt("Be brief.")])
        #expect(set.text?.hasPrefix("The system prompt is set (") == true)
        #expect(type("/system OFF", .regular()).effects == [.setSystemPrompt("")])
        #expect(type("/system 关闭", .regular()).effects == [.setSystemPrompt("")])
        let owner = CommandContext.regular { $0.systemPrompt = "Be kind." }
        #expect(type("/system", owner).text == "The system prompt is:\nBe kind.\nType /system off to switch it off.")
        let back = type("/system default", owner)
        #expect(back.effects == [.setSystemPrompt(nil)])
        #expect(back.text?.contains("Be kind.") == true)
        #expect(type("/system 默认", .regular { $0.systemPrompt = "" }).text?.contains("There is no") == true)
        let long = type("/system " + String(repeating: "word ", count: 3_100), .regular())
        #expect(long.effects.isEmpty)
        #expect(long.text?.contains("3005 at most") == true, "\(long.text ?? "")")
        let estimate = type("/system Be brief.", .regular().with { $0.conversation.isEstimate = true })
        #expect(estimate.text?.contains("(~") == true)
        let later = type(
            "/system " + String(repeating: "word ", count: 3_100),
            .regular(user: { $0.model = "gpt-5-mini" })
        )
        #expect(later.text?.contains("3006 at most") == true, "\(later.text ?? "")")
    }

    @Test(.proves("CMD-115", "CMD-030"))
    func `lang answers in the language chosen`() {
        #expect(type("/lang", .regular()).text?.contains("/lang zh") == true)
        #expect(type("/lang", .regular(.zh)).text?.contains("/lang en") == true)
        #expect(
            type("/lang 中文", .regular()) == CommandDecision(effects: [.setLanguage(.zh)], answer: .text("好的，以后用中文。"))
        )
        #expect(type("/lang en", .regular(.zh)).text == "From now on I speak English.")
        #expect(type("/lang fr", .regular()).effects.isEmpty)
    }

    @Test(.proves("CMD-032"), arguments: Language.allCases)
    func `help has a line for each command and fits a post`(language: Language) throws {
        let text = try #require(type("/help", .regular(language)).text)
        let lines = text.split(separator: "\n")
        #expect(lines.count == CommandTable.entries.count + 1)
        for (line, entry) in zip(lines.dropFirst(), CommandTable.entries) {
            #expect(
                line.hasPrefix(entry.usage) && line.contains(entry.alias) && line.hasSuffix(entry.summary(language))
            )
        }
        #expect(text.utf16.count <= ReplySplitter.limit)
    }
}
