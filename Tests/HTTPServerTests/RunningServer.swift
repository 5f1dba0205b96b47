import HTTPServer
import TestSupport
import Testing
import Wire

/// All suites that run a server, one test after another: some measure time.
@Suite(.serialized, .aside) enum ServerTests {}

/// A running server for one test; it stops when the test lets go of it.
final class RunningServer: Sendable {
    let server: HTTPServer

    init(
        _ configuration: HTTPServer.Configuration = .init(hosts: ["127.0.0.1"]),
        handler: @escaping @Sendable (HTTPRequest, HTTPExchange) -> Void = { _, exchange in exchange.respond(.hello) }
    ) throws {
        server = try HTTPServer(configuration: configuration, handler: handler)
        server.start()
    }

    deinit { server.stop() }

    func client(_ host: String = "127.0.0.1") throws -> TestClient { try TestClient(port: server.port, host: host) }

    /// Waits until a condition holds, by asking often.
    static func wait(seconds: Double = 5, until condition: () -> Bool) -> Bool {
        let deadline = TestClient.now + seconds
        while !condition() {
            if TestClient.now > deadline { return false }
            TestClient.pause(seconds: 0.002)
        }
        return true
    }
}

extension HTTPResponse {
    static let hello = HTTPResponse(status: 200, text: "hello\n")
}

/// Requests that many tests send.
enum Requests {
    static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    static let closing = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

    static func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n" }

    static func post(_ body: String) -> String {
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }
}
