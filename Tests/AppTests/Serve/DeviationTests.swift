import Bot
import HTTPClient
import Synchronization
import TestSupport
import Testing

@testable import App

/// Answers that are shown although a strict reader refuses them, over a real socket.
@Suite struct DeviationTests {
    private static let head = #""id":"c1","object":"chat.completion.chunk","created":1738829459,"model":"m""#

    /// Streams whose text is "Hi", and the name of what is wrong with each.
    private static let streams: [(name: String?, body: String)] = [
        (
            nil,
            #"data: {\#(head),"choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"},"finish_reason":null}]}"#
                + "\n\n" + #"data: {\#(head),"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#
                + "\n\ndata: [DONE]\n\n"
        ),
        (
            "missing-member",
            #"data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}"# + "\n\ndata: [DONE]\n\n"
        ),
        (
            "end-missing",
            #"data: {\#(head),"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}"# + "\n\n"
        ),
        (
            "after-end",
            #"data: {\#(head),"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}"#
                + "\n\ndata: [DONE]\n\ndata: {}\n\n"
        ),
    ]

    @Test(.proves("OAI-032"), arguments: streams)
    func `a deviation is counted each time, and logged once`(name: String?, body: String) async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: \(body.utf8.count)\r\n"
                    + "Connection: close\r\n\r\n\(body)"
            )
        }
        var configuration = Configuration(try Settings(environment: [:]), home: nil)
        configuration.bot.apiBase = server.url + "/v1"
        let client = try HTTPClient()
        defer { client.shutdown() }
        let lines = Mutex<[String]>([])
        let log = Log(level: .info) { line in lines.withLock { $0.append(line) } }
        let model = OpenAIClient(client: client, configuration: configuration, log: log)
        for _ in 1...2 {
            let prompt = ModelPrompt(
                model: "m",
                messages: [ModelPrompt.Message(.user, "hi")],
                replyTokens: 100,
                attempt: 1
            )
            let result = await withCheckedContinuation { continuation in
                _ = model.ask(prompt) { continuation.resume(returning: $0) }
            }
            guard case .answered(let answer) = result else {
                Issue.record("no answer")
                return
            }
            #expect(answer.text == "Hi")
        }
        #expect(model.deviations.counts == name.map { [$0: 2] } ?? [:])
        let logged = lines.withLock { $0.filter { $0.contains("model.deviation") } }
        #expect(logged.count == (name == nil ? 0 : 1))
        #expect(logged.allSatisfy { $0.contains(name ?? "?") })
        let metrics = Counters().text(answering: 0, waiting: 0, isHealthy: true, deviations: model.deviations.counts)
        if let name {
            #expect(metrics.contains("synochatgpt_model_deviations_total{name=\"\(name)\"} 2\n"))
        }
    }
}
