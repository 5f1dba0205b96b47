import SynoWire
import TestSupport
import Testing
import Wire

@Suite struct ChatbotEntryPointTests {
    private static let call = "/webapi/entry.cgi?api=SYNO.Chat.External"

    private func entryPoint(_ base: String, _ token: String) throws -> ChatbotEntryPoint {
        ChatbotEntryPoint(base: try SynoBaseURL(base), token: try #require(Secret(token: token)))
    }

    @Test(.proves("SYN-070", "SYN-071"))
    func `the URL of each method`() throws {
        let entry = try entryPoint("http://nas:5000/", "aB3")
        #expect(entry.url() == "http://nas:5000\(Self.call)&method=chatbot&version=2&token=%22aB3%22")
        let names = ["chatbot", "incoming", "user_list", "channel_list", "post_list", "post_file_get"]
        #expect(ChatbotEntryPoint.Method.allCases.map(\.rawValue) == names)
        for method in ChatbotEntryPoint.Method.allCases {
            let expected = "http://nas:5000\(Self.call)&method=\(method.rawValue)&version=2&token=%22aB3%22"
            #expect(entry.url(method) == expected)
        }
    }

    @Test(.proves("SYN-071"))
    func `a token of other characters is percent-encoded`() throws {
        #expect(try entryPoint("http://nas", "a&b+%~").url().hasSuffix("&token=%22a%26b%2B%25~%22"))
    }

    @Test(
        .proves("SYN-080", "SYN-082"),
        arguments: [
            "http://nas:5000/webapi/entry.cgi?api=SYNO.Chat.External&method=chatbot&version=2&token=%22aB3%22",
            "http://nas:5000/webapi/entry.cgi?api=SYNO.Chat.External&method=chatbot&version=2&token=aB3",
            "http://nas:5000/webapi/entry.cgi?api=SYNO.Chat.External&method=chatbot&version=2&token=\"aB3\"",
            "<http://nas:5000/webapi/entry.cgi?token=%22aB3%22&version=2&method=chatbot&api=SYNO.Chat.External>",
            " 'HTTP://NAS:5000/webapi/entry.cgi?api=SYNO%2EChat.External&method=chatbot&token=%3CaB3%3E' ",
        ]
    )
    func `a pasted incoming URL is taken apart`(pasted: String) throws {
        let entry = try PastedEntryPoint(pasted)
        #expect(entry.base.text == "http://nas:5000")
        #expect(entry.token?.exposed == "aB3")
        #expect(entry.method == .chatbot)
    }

    @Test(.proves("SYN-080"))
    func `the URL that an entry point writes can be pasted`() throws {
        for base in ["http://nas:5000", "https://[::1]:5001/pre/fix"] {
            let entry = try entryPoint(base, "k7Qm2ZxV9bNcR4tY")
            let pasted = try PastedEntryPoint(entry.url(.incoming))
            #expect(pasted.base == entry.base)
            #expect(pasted.token == entry.token)
            #expect(pasted.method == .incoming)
        }
    }

    @Test(.proves("SYN-080"))
    func `a base URL alone has no token and no method`() throws {
        let entry = try PastedEntryPoint("http://nas:5000/")
        #expect(entry.base.text == "http://nas:5000")
        #expect(entry.token == nil)
        #expect(entry.method == nil)
        #expect(try PastedEntryPoint("http://n\(Self.call)&token=a&method=later").method == nil)
    }

    @Test(
        .proves("SYN-081", "SYN-083", "SYN-075"),
        arguments: [
            ("http://nas/webapi/entry.cgi?api=SYNO.API.Info&token=a", .api),
            ("http://nas/webapi/entry.cgi?token=a", .api),
            ("http://nas/webapi/entry.cgi?api=SYNO.Chat.External", .token),
            ("http://nas/webapi/entry.cgi?api=SYNO.Chat.External&token=%22%22", .token),
            ("http://nas/webapi/entry.cgi?api=SYNO.Chat.External&token=%", .token),
            ("http://nas/index.html?token=a", .query), ("nas/webapi/entry.cgi?api=SYNO.Chat.External&token=a", .scheme),
            ("", .empty),
        ] as [(String, EntryPointError)]
    )
    func `what is no incoming URL is refused with the reason`(pasted: String, expected: EntryPointError) {
        #expect(throws: expected) { try PastedEntryPoint(pasted) }
    }
}
