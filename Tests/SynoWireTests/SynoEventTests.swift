import SynoWire
import TestSupport
import Testing
import Wire

/// What the events say beyond their fields.
@Suite struct SynoEventTests {
    private let form = "token=abc&user_id=4&username=wang"

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test(.proves("SYN-021"), arguments: [(146_028_888_128, 34), (146_028_888_230, 34), (25_769_803_788, 6)])
    func `the channel stands in the upper half of the post's id`(post: Int64, channel: Int64) throws {
        #expect(try SynoMessage.decode(bytes("\(form)&post_id=\(post)&text=a")).channelID == channel)
        #expect(try SynoMessage.decode(bytes("\(form)&text=a")).channelID == nil)
    }

    @Test(.proves("SYN-022"))
    func `deliveries are told apart by number, else by content`() throws {
        let numbered = try SynoMessage.decode(bytes("\(form)&post_id=7&timestamp=1&text=a"))
        #expect(numbered.deliveryKey == .post(7))
        let timed = try SynoMessage.decode(bytes("\(form)&timestamp=1&text=a"))
        #expect(timed.deliveryKey == .content(userID: 4, timestamp: 1, text: "a"))
        #expect(try SynoMessage.decode(bytes("\(form)&text=a")).deliveryKey == nil)
        #expect(try SynoCommand.decode(bytes("\(form)&text=a")).deliveryKey == nil)
        #expect(try SynoCommand.decode(bytes("\(form)&text=a&post_id=8")).deliveryKey == .post(8))
    }

    @Test(
        .proves("SYN-045"),
        arguments: [
            ("bot hello", "bot", "hello"), ("bot", "bot", ""), ("bot  \n hello ", "bot", "hello "),
            ("bot\thello", "bot", "hello"), ("bothello", "bot", "bothello"), ("Bot hello", "bot", "Bot hello"),
            ("ask bot", "bot", "ask bot"), ("问 天气", "问", "天气"), ("e\u{301} x", "é", "e\u{301} x"),
            ("hello", nil, "hello"),
        ] as [(String, String?, String)]
    )
    func `the trigger word is stripped at the start alone`(text: String, word: String?, expected: String) throws {
        let token = try #require(Secret(token: "abc"))
        let event = SynoOutgoing(
            token: token,
            channelID: 34,
            userID: 4,
            username: "wang",
            postID: 1,
            timestamp: 1,
            text: text,
            triggerWord: word
        )
        #expect(event.textAfterTrigger == expected)
        #expect(try SynoOutgoing.decode(event.encoded()) == event)
    }

    @Test(.proves("SYN-059"))
    func `a bot's URL takes messages and callbacks`() throws {
        let token = try #require(Secret(token: "abc"))
        let callback = SynoCallback(
            token: token,
            userID: 4,
            username: "wang",
            postID: 9,
            callbackID: "c",
            action: ChatbotButton(name: "n", value: "v", text: "t")
        )
        #expect(try BotEvent.decode(SynoPost(body: callback.encoded())) == .callback(callback))
        #expect(BotEvent.callback(callback).token == token)
        let message = try BotEvent.decode(SynoPost(body: bytes("\(form)&text=a&payload=b")))
        #expect(message.token == token)
        guard case .message(let value) = message else { throw SynoTestError.unexpected }
        #expect(value.unknownFields == ["payload"])
        #expect(throws: SynoError.self) { try BotEvent.decode(SynoPost(body: bytes("payload=x"))) }
        #expect(throws: SynoError.self) { try BotEvent.decode(SynoPost(body: bytes("text=x"))) }
    }

    @Test(.proves("SYN-051"))
    func `a repeated name inside a payload is refused at its byte`() {
        let body = "payload=%7B%22post_id%22%3A1%2C%22post_id%22%3A2%7D"
        do {
            _ = try SynoCallback.decode(bytes(body))
            Issue.record("accepted")
        } catch {
            #expect(error.requirement.hasPrefix("JSON-"))
            #expect((8..<body.utf8.count).contains(error.offset))
        }
    }
}
