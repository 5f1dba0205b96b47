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
        let stage = try ModelStage(server)
        for _ in 1...2 { #expect(await stage.text() == "Hi") }
        let counts = stage.model.deviations.counts
        #expect(counts == name.map { [$0: 2] } ?? [:])
        let logged = stage.logged.filter { $0.contains("model.deviation") }
        #expect(logged.count == (name == nil ? 0 : 1))
        #expect(logged.allSatisfy { $0.contains(name ?? "?") })
        let metrics = Counters().text(answering: 0, waiting: 0, isHealthy: true, deviations: counts)
        if let name {
            #expect(metrics.contains("synochatgpt_model_deviations_total{name=\"\(name)\"} 2\n"))
        }
    }
}
