import Bot
import Foundation
import HTTPClient
import ServiceSupport
import Synchronization
import TestSupport
import Testing
import Wire

@testable import Service

/// The n-th call to a server breaks, at every stage of a call, for every n of a whole answer.
@Suite(.aside) struct CallAnomalyTests {
    @Test(.proves("DLV-044", "DLV-040", "DLV-023"), arguments: CallBreak.allCases)
    func `the n-th call may break`(stage: CallBreak) async throws {
        var n = 1
        while try await CallAnomalyLife(breaking: n, at: stage).run() { n += 1 }
        // One call to the model and one for each part, and none of them went through unbroken.
        #expect(n == CallAnomalyLife.parts + 2)
    }

    @Test(.proves("DLV-047"))
    func `a refused connection loses and doubles nothing`() async throws {
        let fixture = try await DeliveryFixture()
        let nas = try RawServer(isListening: false) { connection in
            guard connection.readRequest() != nil else { return }
            connection.answer("200 OK", CallAnomalyLife.posted)
        }
        try await fixture.add(4, at: nas.url)
        try await fixture.send("one")
        try await Patience.until { try await fixture.attempts().first ?? 0 > 0 }
        try nas.listen()
        await fixture.settled()
        #expect(nas.seen.count == 1)
    }
}

/// Where a call breaks.
enum CallBreak: String, CaseIterable, Sendable {
    case atOnce, afterRequest, closedAfterRequest, inStatusLine, inHead, inBody, noHTTP

    /// Whether the request has arrived whole: the other side may have acted.
    var isAfterRequest: Bool { self != .atOnce }
}

/// One life of the bot, whose model server and Synology Chat are one raw server.
final class CallAnomalyLife {
    /// Parts of the answer.
    static let parts = 3
    private static let answer = (0..<parts).map { "part \($0) " + String(repeating: "x", count: 1_500) }
        .joined(separator: "\n\n")

    /// What the servers saw, with the parts that a user would see.
    private struct Seen: Sendable {
        var calls = 0
        var isBroken = false
        var questions = 0
        var shown: [String] = []
    }

    private let server: RawServer
    private let seen: @Sendable () -> Seen
    private let stage: CallBreak
    private let name: String

    init(breaking n: Int, at stage: CallBreak) throws {
        self.stage = stage
        name = "\(stage) \(n)"
        let state = Counter()
        seen = { state.seen.withLock { $0 } }
        server = try RawServer { connection in
            let isBroken = state.seen.withLock { seen in
                seen.calls += 1
                if seen.calls == n { seen.isBroken = true }
                return seen.calls == n
            }
            if isBroken, stage == .atOnce { return connection.abort() }
            guard let request = connection.readRequest() else { return }
            let isModel = request.hasPrefix("POST /v1/")
            state.seen.withLock { seen in
                if isModel { seen.questions += 1 } else { seen.shown.append(Self.text(request)) }
            }
            let body = isModel ? Self.completion : Self.posted
            Self.reply(body, breaking: isBroken ? stage : nil, connection)
        }
    }

    private final class Counter: Sendable {
        let seen = Mutex(Seen())
    }

    /// Lives it.
    ///
    /// - Returns: whether a call broke.
    func run() async throws -> Bool {
        let bot = try BotStage { configuration in
            configuration.bot.botToken = Secret("BotTokenForTests-0123456789")
            configuration.bot.apiBase = "\(server.url)/v1"
            configuration.bot.baseURL = server.url
            configuration.isStreaming = false
        }
        defer { bot.stop() }
        let form = "token=BotTokenForTests-0123456789&user_id=4&username=alice&post_id=1&text=hello"
        #expect(try await bot.send("POST", "/", body: form).status == 200)
        try await Patience.until { await bot.bot.isSettled() }
        let seen = seen()
        let once = seen.shown.enumerated().filter { $0.offset == 0 || seen.shown[$0.offset - 1] != $0.element }
        #expect(once.map { $0.element.prefix(6) } == (0..<Self.parts).map { "part \($0)" }, "\(name)")
        #expect(seen.shown.count - once.count <= (seen.isBroken && stage.isAfterRequest ? 1 : 0), "\(name)")
        #expect(seen.questions <= 2, "\(name)")
        let command = form.replacing("post_id=1&text=hello", with: "post_id=2&text=/totaltoken")
        #expect(try await bot.send("POST", "/", body: command).status == 200)
        #expect(try await bot.send("GET", "/healthz").status == 200)
        return seen.isBroken
    }

    private static func reply(_ body: String, breaking stage: CallBreak?, _ connection: RawConnection) {
        let status = "HTTP/1.1 200 OK\r\n"
        let head = "Content-Type: application/json\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        switch stage {
        case nil: connection.write(status + head + body)
        case .atOnce, .afterRequest: connection.abort()
        case .closedAfterRequest: break
        case .inStatusLine: connection.write(String(status.prefix(7)))
        case .inHead: connection.write(status + head.prefix(20))
        case .inBody: connection.write(status + head + body.prefix(body.count / 2))
        case .noHTTP: connection.write("220 mail.example ESMTP\r\n")
        }
    }

    static let posted = #"{"data":{"fail":null,"succ":{"user_id_post_map":{"4":1}}},"success":true}"#
    private static let completion: String = {
        let text = answer.replacing("\n", with: "\\n")
        return """
            {"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"finish_reason":"stop",\
            "message":{"role":"assistant","content":"\(text)"}}]}
            """
    }()

    /// The text of a post.
    private static func text(_ request: String) -> String {
        let body = request.components(separatedBy: "payload=").last?.removingPercentEncoding ?? ""
        let json = (try? JSONSerialization.jsonObject(with: Data(body.utf8))) as? [String: Any]
        return json?["text"] as? String ?? "no text: \(body)"
    }
}
