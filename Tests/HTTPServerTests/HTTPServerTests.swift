import HTTPServer
import TestSupport
import Testing
import Wire

/// A running server for one test; it stops when the test lets go of it.
final class RunningServer: Sendable {
    let server: HTTPServer

    init(
        _ configuration: HTTPServer.Configuration = .init(hosts: ["127.0.0.1"]),
        handler: @escaping @Sendable (HTTPRequest, HTTPExchange) -> Void
    ) throws {
        server = try HTTPServer(configuration: configuration, handler: handler)
        server.start()
    }

    deinit { server.stop() }

    func client(_ host: String = "127.0.0.1") throws -> TestClient { try TestClient(port: server.port, host: host) }
}

@Suite(.serialized) struct HTTPServerTests {
    static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test func answersARequest() throws {
        let running = try RunningServer { request, exchange in
            exchange.respond(HTTPResponse(status: 200, text: "\(request.target.path) \(exchange.remoteAddress)"))
        }
        let client = try running.client()
        client.send(Self.get)
        let log = client.responses(1)
        #expect(log.statuses == [200])
        #expect(log.responses.first?.text == "/ 127.0.0.1")
    }
}
