import Bot
import ServiceSupport
import TestSupport
import Testing
import Wire

@testable import Service

/// A server whose window is smaller than the owner thinks, over real sockets.
@Suite struct StatedWindowSocketTests {
    @Test(.proves("OAI-044", "OAI-045", "CMD-064", "CMD-066"))
    func `a server states its window once, and is then asked within it`() async throws {
        let stage = try BotStage { $0.bot.botToken = Secret("BotTokenForTests-0123456789") }
        defer { stage.stop() }
        stage.model.configure { $0.window = 300 }
        let question = String(repeating: "one ", count: 80)
        for number in 1...6 {
            _ = await stage.chat.type("\(question)\(number)", as: 4)
            _ = try #require(await stage.chat.posts(to: 4, count: number))
        }
        #expect(stage.model.requests.map(\.status) == [200, 200, 400, 200, 200, 200, 200])
        guard case .answered(let shown) = await stage.chat.type("/totaltoken", as: 4) else { throw NoAnswer() }
        #expect(shown.contains(" / 300 tokens\n") && shown.contains("(75 kept for the reply)"), "\(shown)")
        let overflows = stage.lines.all.filter { $0.contains(" model.") }
        #expect(overflows.count == 1)
        #expect(overflows.first?.contains(" warning model.overflowed user=4 status=400 attempt=1 window=300 ") == true)
    }

    @Test func `a failure of a model call is logged once, with all that is known of it`() async throws {
        let stage = try BotStage { $0.bot.botToken = Secret("BotTokenForTests-0123456789") }
        defer { stage.stop() }
        _ = await stage.chat.type("Please #error 401", as: 4)
        _ = try #require(await stage.chat.posts(to: 4, count: 1))
        let lines = stage.lines.all.filter { $0.contains(" model.") }
        #expect(lines.count == 1)
        let facts =
            " warning model.failed user=4 failure=wrongKey class=auth status=401 attempt=1 repeated=false "
            + "reason=\"A simulated error.\""
        #expect(lines.first?.contains(facts) == true, "\(lines)")
    }

    private struct NoAnswer: Error {}
}
