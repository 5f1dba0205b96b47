import TestSupport
import Testing

@testable import Service

/// Answers that are shown although a strict reader refuses them, over a real socket.
@Suite struct DeviationTests {
    private static let head = #""id":"c1","object":"chat.completion.chunk","created":1738829459,"model":"m""#

    /// Streams whose text is "Hi", and the name of what is wrong with each.
    private static let streams: [(names: [String], body: String)] = [
        (
            [],
            #"data: {\#(head),"choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"},"finish_reason":null}]}"#
                + "\n\n" + #"data: {\#(head),"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#
                + "\n\ndata: [DONE]\n\n"
        ),
        (
            ["missing-member"],
            #"data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}"# + "\n\ndata: [DONE]\n\n"
        ),
        (
            ["end-missing"],
            #"data: {\#(head),"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}"# + "\n\n"
        ),
        (
            ["after-end"],
            #"data: {\#(head),"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}"#
                + "\n\ndata: [DONE]\n\ndata: {}\n\n"
        ),
        (
            ["missing-member", "empty-event", "no-choices", "end-missing"],
            #"data: {"choices":[{"index":0,"delta":{"content":"H"},"finish_reason":null}]}"# + "\n\ndata:\n\n"
                + #"data: {\#(head),"choices":[]}"# + "\n\n"
                + #"data: {"choices":[{"index":0,"delta":{"content":"i"},"finish_reason":"stop"}]}"# + "\n\n"
        ),
    ]

    @Test(.proves("OAI-032"), arguments: streams)
    func `a deviation is counted once an answer, and logged once`(names: [String], body: String) async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: \(body.utf8.count)\r\n"
                    + "Connection: close\r\n\r\n\(body)"
            )
        }
        let stage = try ModelStage(server)
        for _ in 1...2 { #expect(await stage.text() == "Hi") }
        let counts = stage.model.deviations.counts
        #expect(counts == Dictionary(uniqueKeysWithValues: names.map { ($0, 2) }))
        let logged = stage.logged.filter { $0.contains("model.deviation") }
        #expect(logged.count == names.count)
        let metrics = Counters().text(answering: 0, waiting: 0, isHealthy: true, deviations: counts)
        for name in names {
            #expect(logged.contains { $0.contains(" name=\(name) ") })
            #expect(metrics.contains("synochatgpt_model_deviations_total{name=\"\(name)\"} 2\n"))
        }
    }
}
