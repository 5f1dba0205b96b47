import Simulator
import SynoWire
import TestSupport
import Testing
import Wire

/// The people who type to a bot through a simulated Synology Chat.
@Suite struct SynologyChatTypingTests {
    private let fixture: SynologyChatFixture
    private let bot: RecordingBot
    private var chat: SynologyChatServer { fixture.chat }

    init() throws {
        let bot = try RecordingBot()
        fixture = try SynologyChatFixture { configuration in
            configuration.botURL = bot.url + "/"
            for index in configuration.commands.indices { configuration.commands[index].url = bot.url + "/webhook" }
        }
        self.bot = bot
    }

    @Test(.proves("SYN-001", "SYN-014", "SYN-016", "SYN-018", "SYN-162"))
    func `a message goes to the bot's URL`() async throws {
        #expect(await chat.type("你好 a+b & 50% #1", as: 4) == .acknowledged)
        let request = try #require(bot.requests.first)
        #expect(request.target.path == "/")
        let message = try SynoMessage.decode(SynoPost(body: request.body, contentType: request.headers["content-type"]))
        #expect(message.text == "你好 a+b & 50% #1")
        #expect(message.userID == 4 && message.username == "alice")
        #expect(message.token.exposed == SynologyChatFixture.botToken)
        #expect(message.channelID == 6 && message.threadID == 0)
        #expect(message.timestamp == 1_738_829_459_265)
        #expect(message.unknownFields == [])
        #expect(chat.screen(of: 4).map(\.kind) == [.typed])
        #expect(chat.screen(of: 4).first?.postID == message.postID)
    }

    @Test(.proves("SYN-030", "SYN-160"))
    func `a slash command goes to its own URL with its own token, and the caller alone sees the answer`() async throws {
        bot.answers(HTTPResponse(status: 200, body: CommandResponse(text: "cleared").encoded()))
        #expect(await chat.type("/clear now", as: 5) == .answered("cleared"))
        let request = try #require(bot.requests.first)
        #expect(request.target.path == "/webhook")
        let command = try SynoCommand.decode(request.body)
        #expect(command.token.exposed == "clear-token")
        #expect(command.text == "/clear now")
        #expect(command.postID == nil)
        #expect(chat.entries.map(\.userID) == [5, 5])
        #expect(chat.entries.map(\.kind) == [.typed, .commandAnswer])
        #expect(chat.entries.last?.text == "cleared")
    }

    @Test(.proves("SYN-019"))
    func `a command that nobody registered is a message`() async throws {
        await chat.type("/help", as: 4)
        await chat.type("/clearly", as: 4)
        #expect(bot.requests.map(\.target.path) == ["/", "/"])
        #expect(try bot.requests.map { try SynoMessage.decode($0.body).text } == ["/help", "/clearly"])
    }

    @Test(.proves("SYN-160"))
    func `a text in the answer to a message is the bot's post`() async throws {
        bot.answers(HTTPResponse(status: 200, body: CommandResponse(text: "hi").encoded()))
        #expect(await chat.type("hello", as: 4) == .answered("hi"))
        let post = try #require(await chat.posts(to: 4, count: 1)?.first)
        #expect(post.text == "hi")
        #expect(post.postID.map { $0 & 0xFFFF_FFFF } == 2)
    }

    @Test(.proves("SYN-164"), arguments: [204, 400, 403, 500])
    func `any other status is a notice on the sender's screen`(status: Int) async {
        bot.answers(HTTPResponse(status: status))
        #expect(await chat.type("hello", as: 4) == .failed("status \(status)"))
        #expect(await chat.type("/clear", as: 4) == .failed("status \(status)"))
        let notices = chat.screen(of: 4).filter { $0.kind == .notice }.map(\.text)
        #expect(notices == [ChatEntry.botFailure, ChatEntry.commandFailure])
        #expect(chat.screen(of: 5).isEmpty)
    }

    @Test(.proves("SYN-164"))
    func `a bot that is silent or away is a notice, too`() async {
        chat.configure { $0.timeout = 0.2 }
        bot.fallsSilent()
        guard case .failed = await chat.type("hello", as: 4) else {
            Issue.record("silence was taken for an answer")
            return
        }
        chat.configure { $0.botURL = "http://127.0.0.1:1/" }
        guard case .failed = await chat.type("hello", as: 4) else {
            Issue.record("a closed port was taken for an answer")
            return
        }
        chat.configure { $0.botURL = nil }
        await chat.type("hello", as: 4)
        #expect(chat.screen(of: 4).filter { $0.kind == .notice }.count == 3)
        #expect(chat.exchanges.filter { $0.status == nil }.allSatisfy { $0.remark != nil })
    }

    @Test(.proves("SYN-020", "SYN-022"))
    func `a file, and the same message a second time`() async throws {
        await chat.type("", as: 4, fileName: "VoiceMessage-1.aac")
        let first = try SynoMessage.decode(try #require(bot.requests.first).body)
        #expect(first.fileName == "VoiceMessage-1.aac")
        await chat.deliver(first)
        let second = try SynoMessage.decode(try #require(bot.requests.last).body)
        #expect(second.deliveryKey == first.deliveryKey)
        #expect(chat.screen(of: 4).count == 1)
    }

    @Test(.proves("SYN-050", "SYN-057", "SYN-059", "SYN-100"))
    func `a button sends its callback`() async throws {
        let button = ChatbotButton(name: "regen", value: "retry:17", text: "Again", style: .blue)
        let attachment = ChatbotAttachment(callbackID: "turn-17", text: "", actions: [button])
        _ = try await fixture.post(ChatbotPost(text: "x", attachments: [attachment], userIDs: [4]))
        let post = try #require(chat.posts(to: 4).first?.postID)
        #expect(await chat.press("regen", of: post, as: 4) == .acknowledged)
        guard case .callback(let callback) = try BotEvent.decode(SynoPost(body: try #require(bot.requests.first).body))
        else {
            Issue.record("the press was taken for a message")
            return
        }
        #expect(callback.action == button)
        #expect(callback.postID == post && callback.callbackID == "turn-17" && callback.username == "alice")
        #expect(await chat.press("other", of: post, as: 4) == nil)
        #expect(await chat.press("regen", of: post, as: 5) == nil)
    }

    @Test func `the transcript holds both directions byte for byte`() async throws {
        await chat.type("hi", as: 4)
        _ = try await fixture.post(ChatbotPost(text: "yo", to: 4))
        #expect(chat.exchanges.map(\.direction) == [.toBot, .toChat])
        let lines = chat.transcript.split(separator: "\n").map(String.init)
        #expect(lines.first == ">>> POST \(bot.url)/")
        #expect(lines.contains("payload=%7B%22text%22%3A%22yo%22%2C%22user_ids%22%3A%5B4%5D%7D"))
        let answer = #"{"data":{"fail":null,"succ":{"user_id_post_map":{"4":25769803778}}},"success":true}"#
        #expect(lines.last == answer)
        #expect(chat.exchanges[0] != chat.exchanges[1])
    }
}
