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
@testable import Store

/// What is not the main job: wrong tokens, wrong requests, and the pages that look.
@Suite struct RouterTests {
    private let message = "token=BotTokenForTests-0123456789&user_id=4&username=alice&post_id=1&text=%2Fwhoami"

    @Test(.proves("SEC-090", "SYN-013")) func `wrong tokens are refused, the right one is not`() async throws {
        let stage = try BotStage { $0.bot.botToken = Secret("BotTokenForTests-0123456789") }
        defer { stage.stop() }
        let wrong = "token=WrongTokenOfSomebody&user_id=4&username=alice&text=hello"
        for _ in 0..<3 { #expect(try await stage.send("POST", "/", body: wrong).status == 403) }
        // The log says what was refused, and holds no token.
        #expect(stage.lines.text.contains("request.refused"))
        #expect(!stage.lines.text.contains("WrongTokenOfSomebody"))
        // The right token comes from the same address, and is not refused.
        for _ in 0..<10 { #expect(try await stage.send("POST", "/", body: message).status == 200) }
    }

    @Test(.proves("SEC-092")) func `a slash command's token is pinned`() async throws {
        let stage = try BotStage()
        defer { stage.stop() }
        let body = { (token: String, word: String) in "token=\(token)&user_id=4&username=a&text=%2F\(word)" }
        #expect(try await stage.send("POST", "/webhook", body: body("one", "whoami")).status == 200)
        #expect(try await stage.send("POST", "/webhook", body: body("two", "whoami")).status == 403)
        #expect(try await stage.send("POST", "/webhook", body: body("two", "clear")).status == 200)
    }

    @Test(.proves("SEC-093", "SEC-094")) func `users and hosts outside the lists are turned away`() async throws {
        let stage = try BotStage {
            $0.allowedUsers = [9]
            $0.allowedHosts = ["bot.example"]
        }
        defer { stage.stop() }
        #expect(try await stage.send("POST", "/", body: message).status == 421)
        let answer = try await stage.send("POST", "/", body: message, host: "bot.example:8000")
        #expect(answer.status == 200)
        #expect(String(decoding: answer.body, as: UTF8.self).contains("user id: 4"))
    }

    @Test(.proves("SEC-094")) func `without a list every name of this machine is served`() async throws {
        let stage = try BotStage()
        defer { stage.stop() }
        for host in ["192.168.1.20:8000", "nas.local", "bot.example", "[fd00::2]:8000"] {
            #expect(try await stage.send("HEAD", "/", host: host).status == 200)
        }
    }

    @Test(.proves("SYN-165"))
    func `every wrong request gets its status and one line, and the bot goes on`() async throws {
        let stage = try BotStage()
        defer { stage.stop() }
        let cases: [(String, String, String?, String, Int)] = [
            ("GET", "/", nil, "", 200), ("HEAD", "/", nil, "", 200), ("GET", "/webhook", nil, "", 200),
            ("HEAD", "/webhook", nil, "", 200), ("PUT", "/webhook", "a=1", "", 405),
            ("DELETE", "/", nil, "", 405), ("POST", "/healthz", "a=1", "", 405), ("BREW", "/", nil, "", 501),
            ("GET", "/nothing", nil, "", 404), ("POST", "/", "{}", "application/json", 415),
            ("POST", "/", "user_id=4", "", 400), ("POST", "/webhook", "token=a&token=b&user_id=4&text=x", "", 400),
            ("POST", "/", "token=a&user_id=4&username=x&text=%FF", "", 400), ("GET", "/metrics", nil, "", 200),
        ]
        for (method, path, body, type, status) in cases {
            let kind = type.isEmpty ? "application/x-www-form-urlencoded" : type
            let answer = try await stage.send(method, path, body: body, type: kind)
            #expect(answer.status == status, "\(method) \(path) \(body ?? "")")
            if status >= 400 { #expect(answer.body.count { $0 == 0x0A } == 1) }
        }
        let big = "token=a&user_id=4&username=x&text=" + String(repeating: "x", count: 70_000)
        #expect(try await stage.send("POST", "/", body: big).status == 413)
        let health = try await stage.send("GET", "/healthz")
        #expect(health.status == 200)
        #expect(String(decoding: health.body, as: UTF8.self).hasPrefix(#"{"status":"ok","#))
    }

    @Test(.proves("DLV-014"))
    func `a command that comes again is carried out once, across a restart too`() async throws {
        let stage = try BotStage()
        defer { stage.stop() }
        func say(_ text: String, _ key: String, path: String = "/") async throws -> String {
            let token = path == "/" ? stage.token.exposed : "SlashTokenForTests"
            let form = "token=\(token)&user_id=4&username=alice&\(key)&text=\(text)"
            let answer = try await stage.send("POST", path, body: form)
            #expect(answer.status == 200)
            return String(decoding: answer.body, as: UTF8.self)
        }
        _ = try await say("hello", "post_id=1")
        #expect(await stage.chat.posts(to: 4, count: 1) != nil)
        for (number, key) in ["post_id=11", "timestamp=12"].enumerated() {
            #expect(try await say("/clear", key).contains("1 turn"))
            _ = try await say("question", "post_id=\(20 + number)")
            #expect(await stage.chat.posts(to: 4, count: 2 + number) != nil)
            if number == 0 { try stage.restart() }
            #expect(try await say("/clear", key) == "")
            #expect(try await say("/totaltoken", "post_id=\(30 + number)").contains("1 turn"))
        }
        // A slash command has no number, but may have a time.
        #expect(try await say("/clear", "timestamp=40", path: "/webhook").contains("1 turn"))
        #expect(try await say("/clear", "timestamp=40", path: "/webhook") == "")
        #expect(try await say("/clear", "timestamp=41", path: "/webhook").contains("text"))
        // File work whose end cannot be written is not done: the same request may come again, and then no more.
        let directory = stage.configuration.dataDirectory
        stage.bot.store.configure("CREATE TEMP TRIGGER no BEFORE UPDATE ON users BEGIN SELECT RAISE(ABORT, ''); END")
        let form = "token=\(stage.token.exposed)&user_id=4&username=alice&post_id=60&text=/setsavedir \(directory)"
        #expect(try await stage.send("POST", "/", body: form).status == 503)
        stage.bot.store.configure("DROP TRIGGER no")
        #expect(try await say("/setsavedir \(directory)", "post_id=60").contains(directory))
        #expect(try await say("/setsavedir \(directory)", "post_id=60") == "")
        // What changes nothing is answered each time, and writes nothing.
        for _ in 0..<2 { #expect(try await say("/totaltoken", "post_id=50").contains("turn")) }
    }
}
