import SynoWire
import TestSupport
import Testing
import Wire

@Suite struct TokenTests {
    @Test(.proves("SYN-011"))
    func `a token is visible ASCII of 1 to 256 characters without quotes and angle brackets`() {
        for byte in UInt8(0)...0x7F {
            let text = "ab" + String(UnicodeScalar(byte))
            let allowed = byte > 0x20 && byte < 0x7F && !"\"<>".utf8.contains(byte)
            #expect((Secret(token: text) != nil) == allowed, "byte \(byte)")
        }
        #expect(Secret(token: "") == nil)
        #expect(Secret(token: "é") == nil)
        #expect(Secret(token: String(repeating: "a", count: 256)) != nil)
        #expect(Secret(token: String(repeating: "a", count: 257)) == nil)
    }

    @Test(.proves("SYN-012"))
    func `tokens match when every byte does`() throws {
        let token = try #require(Secret(token: "abcdef"))
        for other in ["abcdeg", "bbcdef", "abcde", "abcdefg", "a", "ABCDEF"] {
            let other = try #require(Secret(token: other))
            #expect(token != other && other != token)
        }
    }

    @Test(.proves("SYN-013"))
    func `no description shows a whole token`() throws {
        let secret = "k7Qm2ZxV9bNcR4tYwE6uIoP1aSdFgHjL3XvB8nM5KzJhTqWeRyUiOpAsDfGhJkC0"
        let token = try #require(Secret(token: secret))
        let entry = ChatbotEntryPoint(base: try SynoBaseURL("http://nas:5000"), token: token)
        let message = SynoMessage(token: token, userID: 4, username: "wang", text: "hi")
        var dumped = ""
        dump(message, to: &dumped)
        dump(entry, to: &dumped)
        dump(token, to: &dumped)
        for text in [
            dumped, "\(token)", "\(message)", "\(entry)", String(reflecting: token), String(reflecting: entry),
        ] {
            #expect(!text.contains(secret))
            #expect(text.contains("k7Q…JkC0"))
        }
        #expect(entry.description.hasSuffix("&token=k7Q…JkC0"))
    }

    @Test(.proves("SYN-013"))
    func `a post does not show its body`() throws {
        let secret = "k7Qm2ZxV9bNcR4tYwE6uIoP1aSdFgHjL3XvB8nM5KzJhTqWeRyUiOpAsDfGhJkC0"
        let post = SynoPost(body: Array("token=\(secret)".utf8))
        var decoder = SynoBodyDecoder<SynoMessage>()
        try decoder.receive(post.body)
        var dumped = ""
        dump(post, to: &dumped)
        dump(decoder, to: &dumped)
        for text in [dumped, "\(post)", String(reflecting: post), String(describing: Optional(post))] {
            #expect(!text.contains(secret))
            #expect(!text.contains("116, 111, 107"))
            #expect(text.contains("70 bytes"))
        }
    }

    @Test(.proves("SYN-013"))
    func `a short token is masked whole`() throws {
        #expect(try #require(Secret(token: "12345678901")).mask == "••••")
        #expect(try #require(Secret(token: "123456789012")).mask == "123…9012")
    }

    @Test(
        .proves("SYN-082"),
        arguments: [
            "abc", "<abc>", "\"abc\"", "'abc'", "“abc”", "%22abc%22", "`abc`", "「abc」", "\u{200B}abc\u{FEFF}", " abc\n",
            "<\"abc\">", "%22<abc>%22",
            "< abc >",
        ]
    )
    func `wrappings of a pasted token are removed`(pasted: String) {
        #expect(Secret(pastedToken: pasted)?.exposed == "abc")
    }

    @Test(.proves("SYN-082"), arguments: ["", "  ", "<>", "\"\"", "a b", "\"", "<abc"])
    func `what holds no token is refused`(pasted: String) {
        #expect(Secret(pastedToken: pasted) == nil)
    }
}
