import HTTPClient
import Simulator
import SynoWire
import TestSupport
import Testing
import Wire

/// The routes by which another process drives a simulated Synology Chat.
@Suite struct SynologyControlTests {
    private let fixture: SynologyChatFixture
    private let bot: RecordingBot

    init() throws {
        fixture = try SynologyChatFixture()
        bot = try RecordingBot()
    }

    private func control(
        _ method: String,
        _ route: String,
        _ body: String = ""
    ) async throws -> (status: Int, json: JSONValue?) {
        let response = try await fixture.send(method, "/simulator/\(route)", Array(body.utf8)).get()
        return (response.status, try? JSONParser.parse(response.body))
    }

    @Test func `a message is typed and its posts are awaited from outside`() async throws {
        let set = #"{"bot_url":"\#(bot.url)/","command_url":"\#(bot.url)/webhook","interval_ms":0,"limit":5}"#
        #expect(try await control("POST", "configure", set).status == 200)
        let typed = try await control("POST", "type", #"{"user":4,"text":"hi"}"#)
        #expect(typed.json == ["outcome": "acknowledged"])
        async let awaited = control("GET", "posts?user=4&count=2&timeout=\(Int(Patience.seconds))")
        for text in ["one", "two", "three!"] {
            _ = try await fixture.post(ChatbotPost(text: text, to: 4), waits: false)
        }
        let posts = try await awaited
        #expect(posts.status == 200)
        #expect(posts.json?.array?.map { $0["text"]?.string } == ["one", "two"])
        let screen = try await control("GET", "entries?user=4")
        #expect(screen.json?.array?.map { $0["kind"]?.string } == ["typed", "bot", "bot"])
        #expect(try await control("GET", "entries?user=5").json == [])
        #expect(try await control("GET", "entries").json?.array?.count == 3)
    }

    @Test func `answers and failures of a command`() async throws {
        _ = try await control("POST", "configure", #"{"command_url":"\#(bot.url)/webhook"}"#)
        bot.answers(HTTPResponse(status: 200, body: CommandResponse(text: "done").encoded()))
        let body = #"{"user":4,"text":"/clear"}"#
        #expect(try await control("POST", "type", body).json == ["outcome": "answered", "text": "done"])
        bot.answers(HTTPResponse(status: 500))
        #expect(try await control("POST", "type", body).json == ["outcome": "failed", "text": "status 500"])
    }

    @Test func `a wait that is not met ends with 504`() async throws {
        #expect(try await control("GET", "posts?user=4&count=1&timeout=0").status == 504)
        #expect(await fixture.chat.posts(to: 4, count: 1, within: 0.01) == nil)
    }

    @Test func `whoever waits is released when the chat ends`() async {
        async let awaited = fixture.chat.wait { $0.count > 100 }
        fixture.chat.stop()
        #expect(await awaited == nil)
    }

    @Test(
        arguments: [
            #"{"kind":"code","code":411,"times":2,"method":"chatbot"}"#, #"{"kind":"delay","milliseconds":1}"#,
            #"{"kind":"drop-before"}"#, #"{"kind":"drop-after","after":1}"#, #"{"kind":"hang"}"#,
            #"{"kind":"hang-after"}"#, #"{"kind":"html","status":502}"#, #"{"kind":"flood","bytes":9}"#,
            #"{"kind":"partial-failure"}"#,
        ]
    )
    func `every kind of fault can be planned and cleared`(fault: String) async throws {
        #expect(try await control("POST", "faults", "[\(fault)]").status == 200)
        #expect(try await control("DELETE", "faults").status == 200)
        let response = try await fixture.post(ChatbotPost(text: "x", to: 4))
        guard case .success = response else {
            Issue.record("\(response)")
            return
        }
    }

    @Test func `planned faults take effect`() async throws {
        _ = try await control("POST", "faults", #"[{"kind":"code","code":411,"times":2,"method":"chatbot"}]"#)
        for expected in [411, 411, 0] as [Int64] {
            let response = try await fixture.post(ChatbotPost(text: "x", to: 4))
            if case .failure(let failure) = response {
                #expect(failure.code.rawValue == expected)
            } else {
                #expect(expected == 0)
            }
        }
    }

    @Test func `a button is pressed from outside`() async throws {
        _ = try await control("POST", "configure", #"{"bot_url":"\#(bot.url)/"}"#)
        let button = ChatbotButton(name: "n", value: "v", text: "t")
        let attachment = ChatbotAttachment(callbackID: "c", text: "", actions: [button])
        _ = try await fixture.post(ChatbotPost(text: "x", attachments: [attachment], userIDs: [4]))
        let post = try #require(fixture.chat.posts(to: 4).first?.postID)
        let pressed = try await control("POST", "press", #"{"user":4,"post":\#(post),"button":"n"}"#)
        #expect(pressed.json == ["outcome": "acknowledged"])
        #expect(try await control("POST", "press", #"{"user":4,"post":1,"button":"n"}"#).status == 404)
    }

    @Test func `the transcript is served as text`() async throws {
        _ = try await fixture.post(ChatbotPost(text: "x", to: 4))
        let response = try await fixture.send("GET", "/simulator/transcript").get()
        #expect(String(decoding: response.body, as: UTF8.self) == fixture.chat.transcript)
    }

    @Test(
        arguments: [
            ("GET", "nothing", "", 404), ("DELETE", "type", "", 405), ("GET", "type", "", 405),
            ("POST", "type", "{}", 400),
            ("POST", "press", "{}", 400), ("POST", "faults", "{}", 400), ("POST", "faults", #"[{"kind":"x"}]"#, 400),
            ("POST", "faults", #"[4]"#, 400), ("POST", "configure", "[]", 400), ("GET", "posts", "", 400),
        ]
    )
    func `a wrong control request is refused`(method: String, route: String, body: String, expected: Int) async throws {
        #expect(try await control(method, route, body).status == expected)
    }
}
