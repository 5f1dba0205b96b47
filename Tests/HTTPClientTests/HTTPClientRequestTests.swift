import HTTPClient
import TestSupport
import Testing

@Suite struct HTTPClientRequestTests {
    let client: HTTPClient

    init() throws { client = try makeClient { $0.userAgent = "tester/1" } }

    @Test func `a GET is sent with the fields given and no others but Host, User-Agent and Accept`() async throws {
        let server = try RawServer { if $0.readRequest() != nil { $0.answer("200 OK", "hello") } }
        var request = HTTPClientRequest(url: server.url + "/a/b?c=d%20e")
        request.headers = [("X-One", "1"), ("X-Empty", ""), ("X-One", "2")]
        let exchange = await Exchange.run(client, request)
        #expect(exchange.status == 200 && exchange.text == "hello" && exchange.failure == nil)
        let expected = """
            GET /a/b?c=d%20e HTTP/1.1\r
            Host: 127.0.0.1:\(server.port)\r
            User-Agent: tester/1\r
            Accept: */*\r
            X-One: 1\r
            X-Empty:\r
            X-One: 2\r
            \r

            """
        #expect(server.seen == [expected])
    }

    @Test(arguments: [0, 5, 70_000, 1_500_000])
    func `a POST carries its body, its length and no Expect`(size: Int) async throws {
        let server = try RawServer { if $0.readRequest() != nil { $0.answer() } }
        var request = HTTPClientRequest(method: "POST", url: server.url)
        request.body = [UInt8](repeating: UInt8(ascii: "x"), count: size)
        let exchange = await Exchange.run(client, request)
        #expect(exchange.status == 200 && exchange.failure == nil)
        let seen = try #require(server.seen.first)
        #expect(seen.hasPrefix("POST / HTTP/1.1\r\n") && seen.contains("\r\nContent-Length: \(size)\r\n"))
        #expect(!seen.contains("Expect:") && !seen.contains("Content-Type:"))
        #expect(seen.hasSuffix("\r\n\r\n" + String(repeating: "x", count: size)))
    }

    @Test func `HEAD, DELETE and PUT keep their names`() async throws {
        let server = try RawServer { connection in
            while let request = connection.readRequest() {
                if request.hasPrefix("HEAD") {
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n")
                } else {
                    connection.answer("204 No Content")
                }
            }
        }
        var head = HTTPClientRequest(method: "HEAD", url: server.url)
        head.maxResponseBytes = 10
        #expect(await Exchange.run(client, head).status == 200)
        #expect(await Exchange.run(client, .init(method: "DELETE", url: server.url)).status == 204)
        #expect(await Exchange.run(client, .init(method: "PUT", url: server.url, body: [65])).status == 204)
        #expect(server.seen.map { $0.prefix(4) } == ["HEAD", "DELE", "PUT "])
        #expect(server.seen.last?.hasSuffix("\r\n\r\nA") == true)
    }

    @Test func `a connection is kept for the next request`() async throws {
        let server = try RawServer { connection in while connection.readRequest() != nil { connection.answer() } }
        for _ in 0..<5 { #expect(await Exchange.run(client, .init(url: server.url)).status == 200) }
        #expect(server.connectionCount == 1 && server.seen.count == 5)
    }

    @Test func `each request has a connection of its own where connections are not reused`() async throws {
        let server = try RawServer { connection in while connection.readRequest() != nil { connection.answer() } }
        var configuration = HTTPClient.Configuration()
        configuration.reusesConnections = false
        let single = try HTTPClient(configuration: configuration)
        defer { single.shutdown() }
        for _ in 0..<5 { #expect(await Exchange.run(single, .init(url: server.url)).status == 200) }
        #expect(server.connectionCount == 5 && server.seen.count == 5)
    }

    @Test(
        .proves("SEC-050"),
        arguments: [
            "", "no-scheme", "ftp://127.0.0.1/", "file:///etc/passwd", "http://", "http:///x", "http:/x", "https:x",
            "http://127.0.0.1:99999/",
            "http://a b/", "http://127.0.0.1/a b", "http://127.0.0.1/\r\nX: y", "http://127.0.0.1/\u{0}", "gopher://x/",
            "http://user:secret@127.0.0.1/", "http://user@127.0.0.1/", "javascript:alert(1)",
        ]
    )
    func `an address that is not plain http(s) is refused unsent`(url: String) async throws {
        let exchange = await Exchange.run(client, .init(url: url))
        let failure = try #require(exchange.failure)
        #expect(failure.kind == .invalidURL && !failure.requestWasSent && !failure.message.contains("secret"))
    }

    @Test(
        .proves("SEC-057"),
        arguments: [("X", "a\r\nY: b"), ("X", "a\u{0}"), ("X\r\nY", "a"), ("", "a"), ("X Y", "a"), ("X:", "a")]
    )
    func `a header field that would be read as another one is refused unsent`(field: (String, String)) async throws {
        let exchange = await Exchange.run(client, .init(url: "http://127.0.0.1/", headers: [field]))
        #expect(exchange.kind == .invalidRequest)
    }

    @Test(.proves("SEC-057"), arguments: ["", "GET /x", "G\r\n", "Gé"]) func `a method that is no token is refused`(
        method: String
    ) async {
        #expect(await Exchange.run(client, .init(method: method, url: "http://127.0.0.1/")).kind == .invalidRequest)
    }

    @Test func `send gives the whole answer`() async throws {
        let server = try RawServer {
            if $0.readRequest() != nil { $0.answer("201 Created", "x", headers: "X-A: b\r\n") }
        }
        let client = client
        let result = await withCheckedContinuation { continuation in
            client.send(.init(url: server.url)) { continuation.resume(returning: $0) }
        }
        let response = try result.get()
        #expect(response.status == 201 && response.body == [0x78] && response.header("x-a") == "b")
        #expect(response.header("x-b") == nil)
    }

    @Test func `a proxy of the environment is used, except for loopback`() async throws {
        let server = try RawServer { if $0.readRequest() != nil { $0.answer("200 OK", "direct") } }
        #expect(await Exchange.run(client, .init(url: server.url)).text == "direct")
        #expect(await Exchange.run(client, .init(url: "http://chat.example/x")).text == "by the proxy")
        #expect(proxyVariables?.seen.contains { $0.hasPrefix("GET http://chat.example/x HTTP/1.1\r\n") } == true)
    }

    @Test func `the proxy of the environment can be turned off`() async throws {
        let direct = try makeClient { $0.honoursProxyVariables = false }
        let label = String(repeating: "a", count: 64)
        #expect(await Exchange.run(direct, .init(url: "http://\(label).example/")).kind == .resolve)
    }
}
