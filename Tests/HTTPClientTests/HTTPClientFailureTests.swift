import Glibc
import HTTPClient
import Synchronization
import TestSupport
import Testing

@Suite struct HTTPClientFailureTests {
    let client: HTTPClient

    init() throws { client = try makeClient() }

    @Test(.proves("SEC-058")) func `a refused port is no connection and nothing was sent`() async throws {
        let port = try RawServer(script: nil).port
        let exchange = await Exchange.run(client, .init(url: "http://127.0.0.1:\(port)/secret?token=secret"))
        let failure = try #require(exchange.failure)
        #expect(failure.kind == .connect && !failure.requestWasSent)
        #expect(failure.message.contains("127.0.0.1:\(port)") && !failure.message.contains("secret"))
    }

    @Test(.proves("SEC-053")) func `a listener that accepts nobody meets the connect time-out`() async throws {
        let server = try RawServer(backlog: 0, script: nil)
        // The queue of a backlog of 0 takes one connection or two; later handshakes are not answered.
        var request = HTTPClientRequest(method: "POST", url: server.url)
        request.connectTimeout = 0.3
        request.idleTimeout = 0
        let blockers = try (0..<4).map { _ in try makeClient() }
        for blocker in blockers { blocker.start(request) { _ in } }
        // Ours may have been among those: then it is silence that ends it.
        request.idleTimeout = 0.1
        var exchange = await Exchange.run(client, request)
        for _ in 0..<5 where exchange.kind == .timeout(.idle) { exchange = await Exchange.run(client, request) }
        #expect(exchange.kind == .timeout(.connect) && exchange.failure?.requestWasSent == false)
        request.connectTimeout = 10
        request.totalTimeout = 0.2
        #expect(await Exchange.run(client, request).kind == .timeout(.total))
    }

    @Test(.proves("SEC-053"), arguments: [0, 1000])
    func `a server that takes the request and is silent meets the idle time-out`(length: Int) async throws {
        let server = try RawServer { if $0.readRequest() != nil { $0.waitForClose() } }
        let body = [UInt8](repeating: 0x61, count: length)
        var request = HTTPClientRequest(method: "POST", url: server.url, body: body)
        request.idleTimeout = 0.2
        let exchange = await Exchange.run(client, request)
        #expect(exchange.kind == .timeout(.idle) && exchange.failure?.requestWasSent == true && exchange.status == nil)
    }

    /// Lets the limits of a request grow until a busy machine does in time what is to come before they pass.
    private static let patience = [1.0, 8, 64]

    @Test(.proves("SEC-053")) func `a server that stops within its answer meets the idle time-out`() async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc")
            connection.waitForClose()
        }
        var exchange = Exchange()
        for limit in Self.patience where exchange.text.isEmpty {
            var request = HTTPClientRequest(url: server.url)
            request.idleTimeout = limit
            exchange = await Exchange.run(client, request)
            #expect(exchange.kind == .timeout(.idle))
        }
        #expect(exchange.text == "abc")
    }

    @Test(.proves("SEC-053")) func `a drip keeps the idle time-out away and meets the total one`() async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            while connection.write(".") { Patience.blockingMoment() }
        }
        var exchange = Exchange()
        for limit in Self.patience where exchange.kind != .timeout(.total) {
            var request = HTTPClientRequest(url: server.url)
            request.idleTimeout = limit / 2
            request.totalTimeout = limit
            exchange = await Exchange.run(client, request)
        }
        #expect(
            exchange.kind == .timeout(.total) && exchange.body.count > 5 && exchange.failure?.requestWasSent == true
        )
    }

    @Test(.proves("SEC-056"), arguments: [true, false])
    func `a connection that breaks instead of an answer leaves the outcome unknown`(reset: Bool) async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            if reset { connection.abort() }
        }
        let exchange = await Exchange.run(client, .init(method: "POST", url: server.url, body: [1]))
        #expect(exchange.kind == .brokenAfterSend && exchange.failure?.requestWasSent == true)
        #expect(server.seen.count == 1)
    }

    @Test(.proves("SEC-056")) func `a POST is not repeated on a kept connection that breaks`() async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.answer()
            _ = connection.readRequest()
        }
        #expect(await Exchange.run(client, .init(method: "POST", url: server.url)).status == 200)
        let second = await Exchange.run(client, .init(method: "POST", url: server.url, body: [50]))
        #expect(second.kind == .brokenAfterSend && second.failure?.requestWasSent == true)
        #expect(server.seen.count == 2)
        // A GET may be: RFC 9110 §9.2.2.
        #expect(await Exchange.run(client, .init(url: server.url)).status == 200)
        #expect(await Exchange.run(client, .init(url: server.url)).status == 200)
    }

    @Test(.proves("DLV-053")) func `a kept connection that the server has closed meanwhile is replaced`() async throws {
        let server = try RawServer { if $0.readRequest() != nil { $0.answer() } }
        #expect(await Exchange.run(client, .init(method: "POST", url: server.url)).status == 200)
        // Until the close has reached the client, the connection looks good to it.
        try await Patience.until("the close") { server.closedCount == 1 }
        #expect(await Exchange.run(client, .init(method: "POST", url: server.url)).status == 200)
        #expect(server.connectionCount == 2)
    }

    @Test func `https to a port that speaks http fails before anything is sent`() async throws {
        let server = try RawServer { $0.write("HTTP/1.1 400 Bad Request\r\n\r\n") }
        let exchange = await Exchange.run(client, .init(url: "https://127.0.0.1:\(server.port)/"))
        #expect(exchange.kind == .tls && exchange.failure?.requestWasSent == false)
    }

    @Test(.proves("SEC-058")) func `a name that cannot exist is not resolved`() async throws {
        let direct = try makeClient { $0.honoursProxyVariables = false }
        let label = String(repeating: "a", count: 64)
        let exchange = await Exchange.run(direct, .init(url: "http://\(label).example/?token=secret"))
        #expect(exchange.kind == .resolve && exchange.failure?.requestWasSent == false)
        #expect(exchange.failure?.message.contains("secret") == false)
    }
}
