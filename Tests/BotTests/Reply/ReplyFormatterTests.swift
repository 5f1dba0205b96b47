import Bot
import TestSupport
import Testing

@Suite struct ReplyFormatterTests {
    @Test(
        .proves("CMD-071"),
        arguments: [
            ("# Title", "*Title*"), ("### A **b** c ###", "*A b c*"), ("#tag", "#tag"), ("#", ""),
            ("####### x", "####### x"),
            ("# `code`", "`code`"), ("# **```x**", "# **```x**"), ("**bold**", "*bold*"), ("a **b c** d", "a *b c* d"),
            ("*italic*", "_italic_"),
            ("***both***", "*_both_*"), ("**a *b* c**", "*a _b_ c*"), ("*a **b** c*", "_a *b* c_"),
            ("**a ***b*** c**", "*a _b_ c*"), ("# ***x***", "*_x_*"),
            ("~~gone~~", "~gone~"), ("~one~", "~one~"), ("~~ x", "~~ x"), ("2 * 3 * 4", "2 * 3 * 4"),
            ("a ** b", "a ** b"),
            ("**open", "**open"), ("a ****", "a ****"), ("*a\\*b*", "_a*b_"), ("\\*no\\*", "*no*"),
            ("C:\\Users", "C:\\Users"),
            ("end\\", "end\\"), ("__init__", "__init__"), ("**a `**` b**", "*a `**` b*"), ("**a ` b**", "*a ` b*"),
            ("- item", "• item"), ("  * **x**", "  • *x*"), ("+  y", "• y"), ("-5 degrees", "-5 degrees"),
            ("1. one", "1. one"),
            ("---", "──────────"), ("* * *", "──────────"), ("> quote **b**", "> quote *b*"), ("你好**世界**！", "你好*世界*！"),
        ]
    )
    func `marks become those of Chat`(markdown: String, expected: String) {
        #expect(ReplyFormatter.format(markdown) == expected)
    }

    @Test(
        .proves("CMD-072"),
        arguments: [
            ("[Docs](https://a.b/c)", "<https://a.b/c|Docs>"),
            ("see [a [b] c](http://x/(y)) now", "see <http://x/(y)|a [b] c> now"),
            ("![Cat](https://a/cat.png \"A cat\")", "<https://a/cat.png|Cat>"), ("[](https://a)", "<https://a>"),
            ("[https://a](https://a)", "<https://a>"), ("[**b|c**](<https://a>)", "<https://a|*bc*>"),
            ("[x](mailto:a@b)", "[x](mailto:a@b)"), ("[x] (y)", "[x] (y)"), ("[x](y", "[x](y"), ("[x", "[x"),
            ("![x", "![x"), ("a[0](b)", "a[0](b)"), ("wow!", "wow!"), ("<https://a>", "<https://a>"),
        ]
    )
    func `links become those of Chat`(markdown: String, expected: String) {
        #expect(ReplyFormatter.format(markdown) == expected)
    }

    @Test(.proves("CMD-070"))
    func `code is left alone`() {
        let fenced = "```swift\n# no heading\nlet a = b ** c * d\n| a | b |\n|---|---|\n- x\n```"
        #expect(ReplyFormatter.format(fenced) == fenced)
        let tildes = "~~~\n**x**\n```\n~~~"
        #expect(ReplyFormatter.format(tildes) == tildes)
        #expect(ReplyFormatter.format("`a**b**` and ``x ` **y**``") == "`a**b**` and ``x ` **y**``")
        #expect(ReplyFormatter.format("    ```\n**x**") == "    ```\n*x*", "four spaces make no fence")
        #expect(
            ReplyFormatter.format("``` a`b\n**x**") == "``` a`b\n*x*",
            "a backtick in the info string makes no fence"
        )
    }

    @Test(.proves("CMD-075"))
    func `an open fence is closed`() {
        #expect(ReplyFormatter.format("x\n```py\na = 1") == "x\n```py\na = 1\n```")
        #expect(ReplyFormatter.format("````\n```\ncode") == "````\n```\ncode\n````")
    }

    @Test(.proves("CMD-073"))
    func `a long name of a column stands in the first row only`() {
        let (fits, long) = (String(repeating: "n", count: 60), String(repeating: "n", count: 61))
        let table = { (name: String) in "| \(name) | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |" }
        #expect(ReplyFormatter.format(table(fits)) == "• \(fits): 1; B: 2\n• \(fits): 3; B: 4")
        #expect(ReplyFormatter.format(table(long)) == "• \(long): 1; B: 2\n• 3; B: 4")
        let huge = "| \(String(repeating: "n", count: 50_000)) |\n|---|\n" + String(repeating: "| 1 |\n", count: 5_000)
        #expect(ReplyFormatter.format(huge).utf16.count < 100_000)
    }

    @Test(.proves("CMD-073"))
    func `tables become lines`() {
        let table = """
            Prices:
            | Model | **Price** | Note |
            |:--|--:|---|
            | A \\| B | 5 | |
            | `x|y` | [7](https://a) | new | extra |
            done
            """
        let expected = """
            Prices:
            • Model: A | B; Price: 5
            • Model: `x|y`; Price: <https://a|7>; Note: new; extra
            done
            """
        #expect(ReplyFormatter.format(table) == expected)
        #expect(ReplyFormatter.format("a | b\n--- | ---\n1 | 2") == "• a: 1; b: 2")
        #expect(ReplyFormatter.format("| a | b |\n|---|---|") == "• a; b")
        #expect(ReplyFormatter.format("| a | b |\n|---|") == "| a | b |\n|---|", "too few columns make no table")
        #expect(ReplyFormatter.format("a | b\nc") == "a | b\nc")
        #expect(ReplyFormatter.format("| | b |\n|---|---|\n| 1 | 2 |") == "• 1; b: 2")
    }

    @Test(.proves("CMD-074"))
    func `control characters go and line ends are LF`() {
        #expect(ReplyFormatter.format("a\0b\u{1B}[1m\tc\r\nd\re\n\rf\u{FEFF}\u{85}") == "ab[1m\tc\nd\ne\n\nf")
        #expect(ReplyFormatter.format("x\n \n\n") == "x")
        #expect(ReplyFormatter.format("") == "")
    }

    @Test func `long lines of marks take no longer than text`() {
        for mark in ["*", "**", "[", "`", "~~", "\\", "![", "*a "] {
            let text = "x " + String(repeating: mark, count: 8_000)
            #expect(ReplyFormatter.format(text).count >= 4_000)
        }
    }
}
