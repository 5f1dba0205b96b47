import TestSupport
import Testing

@testable import Bot

/// No text that begins with the name of a command that carries a secret is a question, however it is typed.
@Suite struct KeyGuardTests {
    private func bot(_ text: String) -> ParsedText { CommandParser.parse(text, route: .bot) }
    private func slash(_ text: String) -> ParsedText { CommandParser.parse(text, route: .slash) }

    @Test(.proves("SEC-007"), arguments: [1, 2, 3, 4] as [UInt64])
    func `behind a mark nothing is a message, whatever follows`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let typed = WronglyTypedKey(marked: true, using: &random)
            let parsed = bot(typed.text)
            #expect(!parsed.isMessage, "\(typed.text.debugDescription)")
            #expect(parsed.isSafe(typed.key), "\(typed.text.debugDescription) → \(parsed)")
        }
    }

    @Test(.proves("SEC-008"), arguments: [5, 6, 7, 8] as [UInt64])
    func `without a mark a key is no message, whatever stands between`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let typed = WronglyTypedKey(marked: false, using: &random)
            let parsed = bot(typed.text)
            #expect(!parsed.isMessage, "\(typed.text.debugDescription)")
            #expect(parsed.isSafe(typed.key), "\(typed.text.debugDescription) → \(parsed)")
        }
    }

    @Test(.proves("SEC-007"), arguments: ["newuser", "setapikey", "setbotkey", "设置密钥", "设置令牌", "注册用户"])
    func `every mark holds a question back, too`(name: String) {
        for mark in [
            "/", "／", "、", "#", "＃", "//", "/、", "/ ", "、\u{200B}#", "\u{FEFF}／\u{3000}", "@bot /", "\\", "\"/",
        ] {
            for tail in ["", "x", "怎么用？", " how does it work, please?", "\n\n- a\n- b", "：", "1"] {
                #expect(!bot(mark + name + tail).isMessage, "\(mark + name + tail)")
            }
        }
    }

    @Test(.proves("SEC-008"), arguments: ["newuser", "setapikey", "setbotkey", "设置密钥", "設置密鑰", "設置令牌", "註冊用戶"])
    func `a colon, an equals sign, a quote or nothing makes no question`(name: String) {
        for tail in ["", " ", ":", "：", "=", " ＝", "\"", " “", "「", "'", "`", ": what?", "＝x", "“x"] {
            #expect(!bot(name + tail).isMessage, "\(name + tail)")
        }
    }

    @Test(.proves("SEC-008"))
    func `a word of twelve letters and digits is a key, one of eleven is not`() {
        for name in ["setapikey", "设置令牌"] {
            for glue in name == "setapikey" ? ["", " ", "\u{200B}"] : ["", "\u{200B}"] {
                #expect(!bot(name + glue + "abcdefghijk1").isMessage)
                #expect(!bot(name + glue + "sk-abc_def.ghij").isMessage)
                #expect(!bot(name + glue + "abcdefghijkl and more").isMessage)
            }
        }
        for text in ["setapikey abcdefghijk", "setapikeyabcdefghij1", "设置令牌abcdefghijk"] {
            #expect(bot(text) == .message(text))
        }
    }

    @Test(.proves("CMD-015"))
    func `a question about a command is a question`() {
        let questions = [
            "注册用户数怎么统计？", "注册用户数量超过一百万是什么概念", "newuser registration numbers please", "newusers are welcome",
            "NewUser growth in 2025?", "setapikey 是什么命令？", "setapikey what does it do", "设置密钥的步骤有哪些", "设置令牌有什么用，怎么设？",
            "“设置密钥”是什么意思？", "\"setapikey\" does not work", "newuser how do I use gpt-4o-mini-2024-07-18",
            "什么是设置密钥：请说明", "please /setapikey", "how to setapikey: sk-…", "set up a new user: how?",
        ]
        for question in questions { #expect(bot(question) == .message(question), "\(bot(question))") }
    }

    @Test(
        .proves("CMD-014"),
        arguments: [
            "/setapikey：KEY", "/setapikey:KEY", "/setapikey=KEY", "、setapikey KEY", "/、setapikey KEY",
            "// setapikey＝“KEY”",
            "／ＳＥＴＡＰＩＫＥＹ　KEY", "／ｓｅｔａｐｉｋｅｙ：KEY", "/设置密钥KEY", "設置密鑰：KEY".replacing("設", with: "/設"), "/setapikey, KEY",
            "/setapikey \"KEY", "/setapikey 「KEY\"", "/setapikey = KEY", "\u{200B}/\u{2060}set\u{AD}apikey\u{200B}KEY",
            "/setapikey\"KEY\"",
        ]
    )
    func `what is clear is carried out`(text: String) {
        #expect(bot(text) == .command(Command(.setapikey, ["KEY"])))
        #expect(slash(text) == .command(Command(.setapikey, ["KEY"])))
    }

    @Test(.proves("CMD-014"))
    func `without a mark a key that looks like one is carried out`() {
        let key = "sk-abcDEF0123456789"
        for text in ["设置密钥：\(key)", "设置密钥\(key)", "setapikey \(key)", "SetApiKey=\"\(key)\"", "設置密鑰 \(key)"] {
            #expect(bot(text) == .command(Command(.setapikey, [key])), "\(text)")
        }
        let url = "http://nas:5000/webapi/entry.cgi?api=SYNO.Chat.External&method=chatbot&version=2&token=\"\(key)\""
        #expect(bot("newuser \(url)") == .command(Command(.newuser, [url])))
        #expect(bot("注册用户：http://nas:5000 \(key)") == .command(Command(.newuser, ["http://nas:5000", key])))
        #expect(bot("newuser") == .command(Command(.newuser)))
    }

    @Test(.proves("CMD-014"))
    func `what is not clear is answered with what to type`() {
        for text in [
            "/setapikeysk-abcdef0123456789", "setapikeysk-abcdef0123456789", "setapikey: what is that?", "setapikey：",
            "@bot setapikey sk-abcdef0123456789", "(setapikey sk-abcdef0123456789)", "setapikey 是 sk-abcdef0123456789",
        ] { #expect(bot(text) == .withheld(.setapikey), "\(text)") }
        #expect(bot("newuser internationalization") == .withheld(.newuser))
        #expect(bot("//newuser how many?") == .withheld(.newuser))
        for language in Language.allCases {
            let text = CommandDecision(.withheld(.setapikey), in: .regular(language)).text
            #expect(text?.contains("/setapikey sk-…") == true)
        }
    }

    @Test(.proves("SEC-005"))
    func `a slip before a colon shows no key, and is no message`() {
        for text in [
            "/setapikye：sk-abcdef0123456789", "/setapikye=sk-abcdef0123456789", "/setbotkye\"sk-abcdef0123456789",
        ] {
            guard case .unknown(let word, let nearest) = bot(text) else {
                Issue.record("\(text) → \(bot(text))")
                continue
            }
            #expect(word == text.dropFirst().prefix(9) && nearest?.carriesSecret == true)
            #expect(slash(text) == bot(text))
        }
        #expect(bot("/foo:bar") == .message("/foo:bar"))
    }

    @Test func `a long text is judged in linear time`() {
        for piece in ["/ ", "@", "a ", "\"", "\u{200B}", "setapikey ", "sk-", "设置密钥"] {
            _ = bot("设置密钥的" + String(repeating: piece, count: 50_000))
            _ = bot(String(repeating: piece, count: 50_000))
        }
    }
}

extension ParsedText {
    fileprivate var isMessage: Bool {
        if case .message = self { return true }
        return false
    }

    /// Carried out with the very key and no other, or answered without it.
    fileprivate func isSafe(_ key: String) -> Bool {
        switch self {
        case .command(let command):
            !command.arguments.contains { $0.contains(key) && $0 != key && !$0.contains("://") }
                || command.arguments.count > 1
        case .unknown(let word, _): !word.contains(key)
        case .withheld: true
        case .message, .empty: false
        }
    }
}
