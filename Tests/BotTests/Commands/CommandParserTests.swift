import TestSupport
import Testing

@testable import Bot

@Suite struct CommandParserTests {
    private func slash(_ text: String) -> ParsedText { CommandParser.parse(text, route: .slash) }
    private func bot(_ text: String) -> ParsedText { CommandParser.parse(text, route: .bot) }

    @Test(.proves("CMD-001"), arguments: [CommandRoute.slash, .bot])
    func `the first word alone decides`(route: CommandRoute) {
        #expect(CommandParser.parse("/saveas clear.txt", route: route) == .command(Command(.saveas, ["clear.txt"])))
        #expect(
            CommandParser.parse("/setbaseurl http://retry", route: route)
                == .command(Command(.setbaseurl, ["http://retry"]))
        )
        #expect(CommandParser.parse("/system /clear all", route: route) == .command(Command(.system, ["/clear all"])))
    }

    @Test(.proves("CMD-001"))
    func `a command inside of a message is none`() {
        for text in ["please /clear", "what does /totaltoken do?", "清空一下购物车", "clear", "help me", "#1 topic"] {
            #expect(bot(text) == .message(text))
        }
    }

    @Test(.proves("CMD-002"), arguments: CommandName.allCases)
    func `names are whole and of any case`(name: CommandName) {
        let word = name.rawValue
        #expect(slash("/\(word)") == .command(Command(name)))
        #expect(bot("/\(word.uppercased())") == .command(Command(name)))
        #expect(bot("/\(word.prefix(1).uppercased())\(word.dropFirst())") == .command(Command(name)))
        // What is glued to the name of a command with a secret may be the secret.
        let glued: ParsedText = name.carriesSecret ? .withheld(name) : .unknown(word: "\(word)x", nearest: name)
        #expect(slash("/\(word)x") == glued)
    }

    @Test(
        .proves("CMD-003"),
        arguments: [
            "  /setapikey   KEY  ", "／setapikey　KEY", "\u{FEFF}/setapikey\tKEY\r\n", "\u{200B}/setapikey\u{A0}KEY\u{0}",
            "／ＳＥＴＡＰＩＫＥＹ KEY".replacing("ＳＥＴＡＰＩＫＥＹ", with: "SetApiKey"), "＃setapikey\nKEY",
        ]
    )
    func `spaces and full-width marks do not matter`(text: String) {
        #expect(slash(text) == .command(Command(.setapikey, ["KEY"])))
        #expect(bot(text) == .command(Command(.setapikey, ["KEY"])))
    }

    @Test(.proves("CMD-004"))
    func `on the slash route a mark may be missing`() {
        #expect(slash("clear") == .command(Command(.clear)))
        #expect(slash("清空") == .command(Command(.clear)))
        #expect(slash("hello there") == .unknown(word: "hello", nearest: nil))
        #expect(slash(" \u{3000}") == .empty)
        #expect(bot("\n") == .empty)
    }

    @Test(.proves("CMD-005", "CMD-006"))
    func `on the bot route a slash or a hash marks a command`() {
        #expect(bot("/clear") == .command(Command(.clear)))
        #expect(bot("#clear") == .command(Command(.clear)))
        #expect(bot("#saveas notes") == .command(Command(.saveas, ["notes"])))
        #expect(bot("# clear") == .message("# clear"))
        #expect(bot("#claer") == .message("#claer"))
        #expect(bot("#") == .message("#"))
    }

    @Test(.proves("CMD-007"))
    func `a Chinese name works with every mark, and bare where only arguments follow`() {
        for entry in CommandTable.entries {
            let argument = entry.rule == .words(1...1) ? " x" : ""
            let expected = ParsedText.command(Command(entry.name, argument.isEmpty ? [] : ["x"]))
            for alias in entry.aliases {
                for mark in ["/", "／", "#", "＃", ""] { #expect(bot(mark + alias + argument) == expected) }
            }
        }
        #expect(bot("清空 一下") == .message("清空 一下"))
        #expect(bot("/清空 一下") == .command(Command(.clear, ["一下"])))
        #expect(bot("另存为") == .message("另存为"))
        #expect(bot("设定角色 你是老师") == .command(Command(.system, ["你是老师"])))
        #expect(bot("清空吧") == .message("清空吧"))
    }

    @Test(.proves("CMD-008"))
    func `an unknown command comes with the nearest name`() {
        #expect(slash("/claer") == .unknown(word: "claer", nearest: .clear))
        #expect(slash("/totaltokens") == .unknown(word: "totaltokens", nearest: .totaltoken))
        #expect(slash("/setapikei k") == .unknown(word: "setapikei", nearest: .setapikey))
        #expect(slash("/清孔") == .unknown(word: "清孔", nearest: .clear))
        #expect(slash("/xyzzy") == .unknown(word: "xyzzy", nearest: nil))
        #expect(slash("/") == .unknown(word: "", nearest: nil))
        #expect(
            slash("/" + String(repeating: "a", count: 99))
                == .unknown(word: String(repeating: "a", count: 40), nearest: nil)
        )
    }

    @Test(.proves("CMD-009"))
    func `on the bot route a path is a message and a slip is a command`() {
        #expect(bot("/claer") == .unknown(word: "claer", nearest: .clear))
        #expect(bot("/foo bar") == .unknown(word: "foo", nearest: nil))
        for text in ["/etc/passwd 是什么", "//", "/", "/*x*/", "/2", "/" + String(repeating: "a", count: 25)] {
            #expect(bot(text) == .message(text))
        }
    }

    @Test(
        .proves("CMD-010"),
        arguments: [
            "<KEY>", "\"KEY\"", "'KEY'", "“KEY”", "‘KEY’", "「KEY」", "『KEY』", "＜KEY＞", "`KEY`", "%22KEY%22", "\"<KEY>\"",
            "< KEY >", "<<KEY>>",
        ]
    )
    func `arguments are unwrapped`(argument: String) {
        #expect(slash("/setapikey \(argument)") == .command(Command(.setapikey, ["KEY"])))
        #expect(
            slash("/newuser <http://nas:5000> \(argument)") == .command(Command(.newuser, ["http://nas:5000", "KEY"]))
        )
        #expect(slash("/system \(argument)") == .command(Command(.system, ["KEY"])))
    }

    @Test(.proves("CMD-010"))
    func `what is not a pair stays`() {
        #expect(slash("/saveas it's") == .command(Command(.saveas, ["it's"])))
        #expect(slash("/saveas \"a") == .command(Command(.saveas, ["\"a"])))
        #expect(slash("/saveas \"a\"b c") == .command(Command(.saveas, ["\"a\"b", "c"])))
        #expect(slash("/saveas <>") == .command(Command(.saveas)))
    }

    @Test(.proves("CMD-011"))
    func `a wrapped argument may hold spaces`() {
        #expect(slash("/setsavedir \"/data/my chats\"") == .command(Command(.setsavedir, ["/data/my chats"])))
        #expect(slash("/saveas “会议 记录” x") == .command(Command(.saveas, ["会议 记录", "x"])))
    }

    @Test(.proves("CMD-012"))
    func `the system prompt is taken as it stands`() {
        #expect(
            slash("/system  You are \"A\".\n  Be  brief.")
                == .command(Command(.system, ["You are \"A\".\n  Be  brief."]))
        )
    }

    @Test func `a long line is parsed in linear time`() {
        let text = "/saveas " + String(repeating: "\"a ", count: 20_000)
        #expect(slash(text) == .command(Command(.saveas, ["\"a", "\"a", "\"a", "\"a"])))
    }
}
