import HTTPClient
import TestSupport
import Testing

@Suite struct HTTPClientResponseTests {
    let client: HTTPClient

    init() throws { client = try makeClient() }

    /// Answers one request with these bytes and closes.
    private func exchange(_ bytes: String, max: Int = 1 << 20) async throws -> Exchange {
        let server = try RawServer { connection in
            if connection.readRequest() != nil { connection.write(bytes) }
        }
        var request = HTTPClientRequest(method: "POST", url: server.url)
        request.maxResponseBytes = max
        request.idleTimeout = Patience.seconds
        return await Exchange.run(client, request)
    }

    @Test(.proves("SEC-051"), arguments: [301, 302, 303, 307, 308])
    func `a redirect is a status and is not followed`(status: Int) async throws {
        let elsewhere = try RawServer { if $0.readRequest() != nil { $0.answer("200 OK", "followed") } }
        let exchange = try await exchange(
            "HTTP/1.1 \(status) Moved\r\nLocation: \(elsewhere.url)/\r\nContent-Length: 0\r\n\r\n"
        )
        #expect(exchange.status == status && exchange.failure == nil && elsewhere.connectionCount == 0)
        #expect(exchange.headers.first?.name == "Location")
    }

    @Test func `interim responses are passed over, trailers too, chunks are joined`() async throws {
        let exchange = try await exchange(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nX-A:  b \r\nX-Fold: c\r\n d\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX-Trailer: t\r\n\r\n"
        )
        #expect(exchange.status == 200 && exchange.text == "abcde" && exchange.failure == nil)
        #expect(exchange.headers.map(\.name) == ["X-A", "X-Fold", "Transfer-Encoding"])
        #expect(exchange.headers.map(\.value) == ["b", "c d", "chunked"])
    }

    @Test func `a body that ends with the connection is whole where no length was promised`() async throws {
        let exchange = try await exchange("HTTP/1.0 200 OK\r\n\r\nabc")
        #expect(exchange.text == "abc" && exchange.failure == nil)
    }

    @Test(arguments: [
        "Content-Length: 100\r\n\r\n0123456789", "Transfer-Encoding: chunked\r\n\r\n5\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "Content-Length: 5\r\n\r\n",
    ])
    func `a body that is cut is partial`(rest: String) async throws {
        let exchange = try await exchange("HTTP/1.1 200 OK\r\n" + rest)
        #expect(exchange.status == 200 && exchange.kind == .partial && exchange.failure?.requestWasSent == true)
    }

    @Test(arguments: [
        "hello", "220 ftp.example ready\r\n", "HTTP/1.1 700 Odd\r\nContent-Length: 0\r\n\r\n",
        "\u{15}\u{3}\u{1}\u{0}\u{2}\u{2}P",
    ])
    func `what is not HTTP is told apart`(bytes: String) async throws {
        let exchange = try await exchange(bytes)
        #expect(exchange.kind == .malformed && exchange.failure?.requestWasSent == true)
    }

    @Test(.proves("SEC-052")) func `a declared length beyond the bound ends the request before the body`() async throws
    {
        let exchange = try await exchange("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n01234567890", max: 10)
        #expect(exchange.kind == .tooLarge && exchange.status == nil && exchange.body.isEmpty)
    }

    @Test(.proves("SEC-052")) func `a body of exactly the bound is taken, one byte more is not`() async throws {
        let chunk = "5\r\nabcde\r\n"
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        let fits = try await exchange(head + chunk + chunk + "0\r\n\r\n", max: 10)
        #expect(fits.failure == nil && fits.text == "abcdeabcde")
        let bursts = try await exchange(head + chunk + chunk + "1\r\nx\r\n0\r\n\r\n", max: 10)
        #expect(bursts.kind == .tooLarge && bursts.body.count <= 10)
    }

    @Test(.proves("SEC-052")) func `a header without end is cut at 64 KiB`() async throws {
        let field = "X-Field: " + String(repeating: "v", count: 991) + "\r\n"
        let exchange = try await exchange("HTTP/1.1 200 OK\r\n" + String(repeating: field, count: 200))
        #expect(exchange.kind == .tooLarge && exchange.status == nil)
    }
}
