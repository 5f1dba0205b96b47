import TestSupport
import Testing

@testable import Service

/// A server that refuses a parameter, over a real socket.
@Suite struct ServerProfileSocketTests {
    @Test(.proves("OAI-056")) func `a refused parameter is left out at once, and remembered`() async throws {
        let server = try RawServer { connection in
            guard let request = connection.readRequest() else { return }
            let refused = request.contains("stream_options")
            let body =
                refused
                ? #"{"error":{"message":"Unrecognized request argument supplied: stream_options"}}"#
                : "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\n"
                    + "data: [DONE]\n\n"
            connection.write(
                "HTTP/1.1 \(refused ? "400 Bad Request" : "200 OK")\r\nContent-Type: "
                    + "\(refused ? "application/json" : "text/event-stream")\r\nContent-Length: \(body.utf8.count)\r\n"
                    + "Connection: close\r\n\r\n\(body)"
            )
        }
        let stage = try ModelStage(server)
        for expected in [2, 3] {
            #expect(await stage.text() == "Hi")
            #expect(server.seen.count == expected)
        }
        #expect(server.seen.map { $0.contains("stream_options") } == [true, false, false])
    }
}
