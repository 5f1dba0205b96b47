import HTTPClient
import Simulator
import SynoWire
import TestSupport
import Testing

/// The API of a simulated Synology Chat, called over a socket.
@Suite struct SynologyChatAPITests {
    private let fixture: SynologyChatFixture

    init() throws { fixture = try SynologyChatFixture() }

    private func code(_ response: SynoResponse) -> Int64? {
        guard case .failure(let failure) = response else { return nil }
        return failure.code.rawValue
    }

    @Test(.proves("SYN-070", "SYN-071", "SYN-115", "SYN-021"))
    func `a post appears on its user's screen`() async throws {
        let response = try await fixture.post(ChatbotPost(text: "a & b <c>\n汉", to: 4))
        let post = try #require(fixture.chat.posts(to: 4).first)
        #expect(post.text == "a & b <c>\n汉")
        let number = try #require(post.postID)
        #expect(response == .success(.init(delivered: [.init(userID: 4, postID: number)])))
        #expect(number >> 32 == 6 && number & 0xFFFF_FFFF == 1)
        #expect(fixture.chat.posts(to: 5).isEmpty)
    }

    @Test(.proves("SYN-021"))
    func `each conversation counts its own posts`() async throws {
        for user in [4, 5, 4] as [Int64] { _ = try await fixture.post(ChatbotPost(text: "x", to: user)) }
        let numbers = fixture.chat.entries.compactMap(\.postID).map { [$0 >> 32, $0 & 0xFFFF_FFFF] }
        #expect(numbers == [[6, 1], [7, 1], [6, 2]])
    }

    @Test(
        .proves("SYN-120"),
        arguments: [
            ("", 101), ("api=SYNO.Chat.External&version=2", 101), ("api=SYNO.Chat.External&method=chatbot", 101),
            ("api=SYNO.Other&method=chatbot&version=2", 102), ("api=SYNO.Chat.External&method=nothing&version=2", 103),
            ("api=SYNO.Chat.External&method=chatbot&version=9", 104),
            ("api=SYNO.Chat.External&method=chatbot&version=2", 404),
            ("api=SYNO.Chat.External&method=chatbot&version=2&token=wrong", 404),
            ("api=SYNO.Chat.External&method=chatbot&version=2&token=hook-token", 404),
            ("api=SYNO.Chat.External&method=incoming&version=2&token=\(SynologyChatFixture.botToken)", 404),
            ("api=SYNO.Chat.External&method=post_list&version=2&token=\(SynologyChatFixture.botToken)", 105),
        ]
    )
    func `a wrong call gets its code`(query: String, expected: Int) async throws {
        #expect(code(try await fixture.call(query)) == Int64(expected))
    }

    @Test(
        .proves("SYN-120", "SYN-090", "SYN-095"),
        arguments: [
            ("", 120), ("x=1", 120), ("payload=", 101), ("payload=x", 120), ("payload=[]", 120),
            (#"payload={"user_ids":[4]}"#, 120), (#"payload={"text":"","user_ids":[4]}"#, 120),
            (#"payload={"text":"a"}"#, 800), (#"payload={"text":"a","user_ids":[]}"#, 800),
            (#"payload={"text":"a","user_ids":["4"]}"#, 120), (#"payload={"text":"a","user_ids":[99]}"#, 407),
            (#"payload={"text":"a","user_ids":[6]}"#, 407),
            (#"payload={"file_url":"http://127.0.0.1/a.png","user_ids":[4]}"#, 117),
            (#"payload={"file_url":"ftp://h/a.png","user_ids":[4]}"#, 117),
            (#"payload={"file_url":"http:///a.png","user_ids":[4]}"#, 117),
        ]
    )
    func `a wrong post gets its code and posts nothing`(body: String, expected: Int) async throws {
        let query = "api=SYNO.Chat.External&method=chatbot&version=2&token=\(SynologyChatFixture.botToken)"
        #expect(code(try await fixture.call(query, body)) == Int64(expected))
        #expect(fixture.chat.entries.isEmpty)
    }

    @Test(.proves("SYN-071"), arguments: ["%22", "", "%3C"])
    func `the token may come with or without its quotes`(quote: String) async throws {
        let close = quote == "%3C" ? "%3E" : quote
        let query = "api=SYNO.Chat.External&method=user_list&version=2&token="
        let response = try await fixture.call(query + quote + SynologyChatFixture.botToken + close)
        guard case .success(let success) = response else {
            Issue.record("\(response)")
            return
        }
        #expect(success.users?.map(\.username) == ["alice", "bob", "gone"])
        #expect(success.users?.map(\.isGone) == [false, false, true])
    }

    @Test(.proves("SYN-140", "SYN-141"))
    func `a text of 2000 UTF-16 units is posted, one more is too long`() async throws {
        let fits = String(repeating: "😀", count: 1000)
        #expect(code(try await fixture.post(ChatbotPost(text: fits, to: 4))) == nil)
        #expect(code(try await fixture.post(ChatbotPost(text: fits + "a", to: 4))) == 410)
        #expect(fixture.chat.posts(to: 4).map(\.text) == [fits])
    }

    @Test(.proves("SYN-130"))
    func `posts nearer than the interval are refused`() async throws {
        #expect(code(try await fixture.post(ChatbotPost(text: "1", to: 4))) == nil)
        #expect(code(try await fixture.post(ChatbotPost(text: "2", to: 5), waits: false)) == 411)
        fixture.clock.advance(by: 499)
        #expect(code(try await fixture.post(ChatbotPost(text: "3", to: 4), waits: false)) == 411)
        fixture.clock.advance(by: 1)
        #expect(code(try await fixture.post(ChatbotPost(text: "4", to: 4), waits: false)) == nil)
        #expect(fixture.chat.entries.map(\.text) == ["1", "4"])
    }

    @Test(.proves("SYN-114"))
    func `several users, of whom one is unknown`() async throws {
        let response = try await fixture.post(ChatbotPost(text: "a", userIDs: [4, 99]))
        guard case .success(let success) = response else {
            Issue.record("\(response)")
            return
        }
        #expect(success.posts.map(\.userID) == [4])
        #expect(success.failedUserIDs == [99])
    }

    @Test(.proves("SYN-093", "SYN-094", "SYN-095"))
    func `an incoming webhook posts in its channel`() async throws {
        let post = ChatbotPost(text: "news", fileURL: "http://192.168.1.2/a.png", userIDs: [])
        let response = try await fixture.send("POST", fixture.path("incoming", token: "hook-token"), post.encoded())
            .get()
        #expect(try SynoResponse.decode(response.body) == .success(.init()))
        #expect(fixture.chat.channelPosts(34) == [post])
        let bad = try await fixture.send("POST", fixture.path("incoming", token: "hook-token")).get()
        #expect(code(try SynoResponse.decode(bad.body)) == 120)
    }

    @Test(.proves("SYN-090"))
    func `every parameter may stand in the body, or the payload in the query`() async throws {
        let token = SynologyChatFixture.botToken
        let payload = String(decoding: ChatbotPost(text: "a", to: 4).encoded(), as: UTF8.self)
        let all = "api=SYNO.Chat.External&method=chatbot&version=2&token=\(token)&\(payload)"
        let inBody = try await fixture.send("POST", "/webapi/entry.cgi", Array(all.utf8)).get()
        #expect(code(try SynoResponse.decode(inBody.body)) == nil)
        fixture.clock.advance(by: 1000)
        let inQuery = try await fixture.send("GET", "/webapi/entry.cgi?\(all)").get()
        #expect(code(try SynoResponse.decode(inQuery.body)) == nil)
        #expect(fixture.chat.posts(to: 4).count == 2)
    }

    @Test(.proves("SYN-111"))
    func `other paths are pages of DSM`() async throws {
        for (path, status) in [("/", 200), ("/webapi/query.cgi", 404)] {
            let response = try await fixture.send("GET", path).get()
            #expect(response.status == status)
            do {
                _ = try SynoResponse.decode(response.body)
                Issue.record("a page was taken for an answer")
            } catch { #expect(error.code == .notJSON) }
        }
    }

    @Test func `the incoming URL is what the dialog shows`() throws {
        let pasted = try PastedEntryPoint(fixture.chat.incomingURL)
        #expect(pasted.token?.exposed == SynologyChatFixture.botToken)
        #expect(pasted.base.text == fixture.chat.baseURL)
        #expect(pasted.method == .chatbot)
    }
}
