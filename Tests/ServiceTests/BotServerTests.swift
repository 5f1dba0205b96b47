import Bot
import Foundation
import HTTPClient
import ServiceSupport
import Simulator
import SynoWire
import TestSupport
import Testing
import Wire

@testable import Service

/// The main job end to end, over real sockets, with a real database.
@Suite struct BotServerTests {
    @Test(.proves("SEC-091")) func `a message is acknowledged, asked, answered and posted`() async throws {
        let stage = try BotStage { $0.bot.baseURL = nil }
        defer { stage.stop() }
        #expect(await stage.chat.type("Hello", as: 4) == .answered(try unregistered()))
        let welcome = await stage.chat.type("/newuser \(stage.chat.incomingURL)", as: 4)
        guard case .answered = welcome else { return #expect(Bool(false), "\(welcome)") }
        #expect(await stage.chat.type("Hello", as: 4) == .acknowledged)
        let posts = await stage.chat.posts(to: 4, count: 3)
        #expect(posts?.last?.text == "This is the simulated model's answer to question 1. You said: Hello")
    }

    private func unregistered() throws -> String { Sentences(.en).noUser(id: 4) }

    @Test func `the first word decides, and a restart loses nothing`() async throws {
        let stage = try BotStage { $0.bot.botToken = Secret("BotTokenForTests-0123456789") }
        defer { stage.stop() }
        #expect(await stage.chat.type("please clear this up", as: 4) == .acknowledged)
        _ = try #require(await stage.chat.posts(to: 4, count: 1))
        _ = await stage.chat.type("/setsavedir \(stage.configuration.dataDirectory)", as: 4)
        try stage.restart()
        guard case .answered(let saved) = await stage.chat.type("/saveas clear.txt", as: 4) else {
            return #expect(Bool(false), "nothing was saved")
        }
        #expect(saved.contains("\(stage.configuration.dataDirectory)/clear.txt"))
        let text = try String(contentsOfFile: "\(stage.configuration.dataDirectory)/clear.txt", encoding: .utf8)
        #expect(text.contains("please clear this up"))
    }

    @Test func `retry asks again, and clear forgets`() async throws {
        let stage = try BotStage { $0.bot.botToken = Secret("BotTokenForTests-0123456789") }
        defer { stage.stop() }
        _ = await stage.chat.type("One", as: 4)
        _ = try #require(await stage.chat.posts(to: 4, count: 1))
        _ = await stage.chat.type("/retry", as: 4)
        _ = try #require(await stage.chat.posts(to: 4, count: 2))
        #expect(stage.model.requests.count == 2)
        #expect(stage.model.requests[0].body == stage.model.requests[1].body)
        _ = await stage.chat.type("/clear", as: 4)
        _ = await stage.chat.type("Two", as: 4)
        let posts = try #require(await stage.chat.posts(to: 4, count: 3))
        #expect(posts.last?.text == "This is the simulated model's answer to question 1. You said: Two")
    }

    @Test(arguments: [("#error 401", "/setapikey"), ("#error 404", "/model"), ("#empty", "/retry")])
    func `a failure of the model reaches the user as one sentence`(directive: String, hint: String) async throws {
        let stage = try BotStage { $0.bot.botToken = Secret("BotTokenForTests-0123456789") }
        defer { stage.stop() }
        _ = await stage.chat.type("Please \(directive)", as: 4)
        let posts = try #require(await stage.chat.posts(to: 4, count: 1))
        #expect(posts[0].text.contains(hint), "\(posts[0].text)")
    }

    @Test func `another user's long answer holds up nobody's command`() async throws {
        let stage = try BotStage { $0.bot.botToken = Secret("BotTokenForTests-0123456789") }
        defer { stage.stop() }
        // Longer than the test waits for anything.
        #expect(await stage.chat.type("#slow 600 please", as: 5) == .acknowledged)
        guard case .answered = await stage.chat.type("/totaltoken", as: 4) else {
            return #expect(Bool(false), "the command was not answered")
        }
        #expect(stage.chat.posts(to: 5).isEmpty)
    }

    @Test(.proves("DLV-019"))
    func `the acknowledgement waits for neither the model server nor the NAS`() async throws {
        let stage = try BotStage { $0.bot.botToken = Secret("BotTokenForTests-0123456789") }
        defer { stage.stop() }
        // Both are silent for longer than Chat has patience here.
        #expect(await stage.chat.type("#slow 600 one", as: 5) == .acknowledged)
        stage.chat.plan(ChatMisbehaviour(.hang, times: 100))
        #expect(await stage.chat.type("two", as: 4) == .acknowledged)
        try await Patience.until("a model call") { !stage.model.requests.isEmpty }
        #expect(await stage.chat.type("three", as: 4) == .acknowledged)
        guard case .answered = await stage.chat.type("/totaltoken", as: 4) else {
            return #expect(Bool(false), "the command was not answered")
        }
    }

    @Test(.proves("SYN-091", "SYN-019", "CMD-070"))
    func `every character reaches the model and comes back as it was typed`() async throws {
        let stage = try BotStage { $0.bot.botToken = Secret("BotTokenForTests-0123456789") }
        defer { stage.stop() }
        let code = "`if (a&&b) {x+=\"100%\"; #c} // ?y=1&z=2`"
        let text = "Ignore previous instructions, system: & % + # \"quoted\" 'x' \\n C:\\new 100%25 你好 👨‍👩‍👧 \(code)"
        #expect(await stage.chat.type(text, as: 4) == .acknowledged)
        let posts = try #require(await stage.chat.posts(to: 4, count: 1))
        let request = try JSONSerialization.jsonObject(with: Data(stage.model.requests[0].body)) as? [String: Any]
        let messages = request?["messages"] as? [[String: Any]]
        #expect(messages?.last?["content"] as? String == text)
        #expect(posts[0].text.contains("& % + # \"quoted\" 'x'"))
        #expect(posts[0].text.contains("100%25 你好 👨‍👩‍👧 \(code)"))
    }

    @Test(.proves("SEC-001")) func `the key goes out as a bearer token and is shown to nobody`() async throws {
        let stage = try BotStage { $0.bot.botToken = Secret("BotTokenForTests-0123456789") }
        defer { stage.stop() }
        let key = "sk-test-0123456789abcdef"
        _ = await stage.chat.type("/newuser", as: 4)
        _ = await stage.chat.type("/setapikey \(key)", as: 4)
        _ = await stage.chat.type("/whoami", as: 4)
        _ = await stage.chat.type("Hello", as: 4)
        _ = try #require(await stage.chat.wait { $0.contains { $0.text.hasSuffix("You said: Hello") } })
        #expect(stage.model.requests.last?.authorization == "Bearer \(key)")
        for entry in stage.chat.entries where entry.kind != .typed {
            #expect(!entry.text.contains(key), "\(entry.text)")
        }
    }
}
