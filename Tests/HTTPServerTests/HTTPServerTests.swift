import HTTPServer
import Synchronization
import TestSupport
import Testing
import Wire

extension ServerTests {
    /// What a client sees of one connection.
    @Suite struct HTTPServerTests {
        @Test(.proves("HTTP-080", "HTTP-091", "HTTP-097")) func `a connection persists`() throws {
            let running = try RunningServer { request, exchange in
                exchange.respond(HTTPResponse(status: 200, text: "\(request.target.path) \(exchange.remoteAddress)"))
            }
            let client = try running.client()
            for path in ["/a", "/b", "/c"] {
                client.send(Requests.get(path))
                let log = client.responses(1)
                #expect(log.statuses == [200])
                #expect(log.responses.first?.text == "\(path) 127.0.0.1")
                #expect(log.responses.first?.headers["date"]?.hasSuffix(" GMT") == true)
                #expect(log.responses.first?.headers["connection"] == nil)
            }
        }

        @Test(.proves("HTTP-083")) func `pipelined requests are answered in order`() throws {
            let running = try RunningServer { request, exchange in
                exchange.respond(HTTPResponse(status: 200, text: request.target.path))
            }
            let client = try running.client()
            client.send((0..<200).map { Requests.get("/\($0)") }.joined())
            #expect(client.responses(200).responses.map(\.text) == (0..<200).map { "/\($0)" })
        }

        @Test(.proves("HTTP-083", "HTTP-104", "HTTP-113")) func `late answers from other threads keep the order`()
            throws
        {
            let waiting = Mutex<[(String, HTTPExchange)]>([])
            let running = try RunningServer { request, exchange in
                waiting.withLock { $0.append((request.target.path, exchange)) }
            }
            let client = try running.client()
            client.send((0..<20).map { Requests.get("/\($0)") }.joined())
            for number in 0..<20 {
                #expect(RunningServer.wait { waiting.withLock { !$0.isEmpty } })
                // While an answer is awaited, the next request is not even handed over.
                #expect(waiting.withLock { $0.map(\.0) } == ["/\(number)"])
                for (path, exchange) in waiting.withLock({
                    let all = $0; $0 = []; return all
                }) {
                    exchange.respond(HTTPResponse(status: 200, text: path))
                    exchange.respond(HTTPResponse(status: 500, text: "only the first counts"))
                }
                #expect(client.responses(1).responses.map(\.text) == ["/\(number)"])
            }
        }

        @Test(.proves("HTTP-092", "HTTP-093", "HTTP-090")) func `answers without a body keep the framing`() throws {
            let running = try RunningServer { request, exchange in
                let headers: HTTPFields = [
                    "Content-Length": "99", "Connection": "upgrade", "X-A": "b\r\nInjected: yes",
                ]
                let status = request.target.path == "/204" ? 204 : request.target.path == "/304" ? 304 : 200
                exchange.respond(HTTPResponse(status: status, headers: headers, body: Array("body".utf8)))
            }
            let client = try running.client()
            client.send(
                "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + Requests.get("/204") + Requests.get("/304") + Requests.get
            )
            let log = client.responses(4, toMethods: ["HEAD"])
            #expect(log.statuses == [200, 204, 304, 200])
            #expect(log.responses.map(\.text) == ["", "", "", "body"])
            #expect(log.responses.map { $0.headers["content-length"] } == ["4", nil, nil, "4"])
            #expect(
                log.responses.allSatisfy { $0.headers["injected"] == nil && $0.headers["x-a"] == "b  Injected: yes" }
            )
            #expect(log.rest.isEmpty)
        }

        @Test(
            .proves("HTTP-092"),
            arguments: [
                ("HEAD / HTTP/1.1\r\n\r\n", 400), ("HEAD /#f HTTP/1.1\r\nHost: a\r\n\r\n", 400),
                ("HEAD / HTTP/3.0\r\n", 505), ("HEAD / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n", 400),
                ("HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\n\r\n", 413),
                ("HEAD /" + String(repeating: "a", count: 9000), 414),
            ]
        ) func `a refused HEAD has no body either`(request: String, status: Int) throws {
            let running = try RunningServer()
            for piece in [request.utf8.count, 3] {
                let client = try running.client()
                client.send(Requests.get)
                for bytes in pieces(of: Array(request.utf8), size: piece) { client.send(Array(bytes)) }
                let log = client.everything(methods: ["GET", "HEAD"])
                #expect(log.statuses == [200, status])
                #expect(log.responses.last?.headers["content-length"] != "0")
                #expect(log.rest.isEmpty)
            }
            let client = try running.client()
            client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n\r\n")
            let log = client.everything(methods: ["HEAD"])
            #expect(log.statuses == [200, 400])
            #expect(log.responses.last?.text == "An HTTP/1.1 request must have a Host field.\n")
        }

        @Test(.proves("HTTP-081")) func `HTTP 1.0 closes unless it asks otherwise`() throws {
            let running = try RunningServer()
            let first = try running.client()
            first.send("GET / HTTP/1.0\r\n\r\n")
            let log = first.everything()
            #expect(log.statuses == [200] && log.ended)
            #expect(log.responses.first?.headers["connection"] == "close")
            let second = try running.client()
            for _ in 0..<2 {
                second.send("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")
                #expect(second.responses(1).responses.first?.headers["connection"] == "keep-alive")
            }
        }

        @Test(.proves("HTTP-084", "HTTP-085")) func `nothing is answered after close`() throws {
            let running = try RunningServer()
            let client = try running.client()
            client.send(Requests.closing + Requests.get)
            client.send(Requests.get)
            let log = client.everything()
            #expect(log.statuses == [200] && log.ended && !log.wasReset)
        }

        @Test(.proves("HTTP-082", "HTTP-085", "HTTP-058")) func `an error reaches a client that is still sending`()
            throws
        {
            let running = try RunningServer()
            let client = try running.client()
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")
            for _ in 0..<20 { client.send([UInt8](repeating: 0x61, count: 3000)) }
            let log = client.everything()
            #expect(log.statuses == [413] && log.ended)
            #expect(log.responses.first?.headers["connection"] == "close")
        }

        @Test(.proves("HTTP-087")) func `a half-closed client gets its answer`() throws {
            let held = Mutex<HTTPExchange?>(nil)
            let running = try RunningServer { request, exchange in
                if request.target.path == "/late" { held.withLock { $0 = exchange } } else { exchange.respond(.hello) }
            }
            let client = try running.client()
            client.send(Requests.get + Requests.get("/late"))
            client.finishSending()
            #expect(client.responses(1).statuses == [200])
            #expect(RunningServer.wait { held.withLock { $0 != nil } })
            held.withLock { $0?.respond(.hello) }
            let log = client.everything()
            #expect(log.statuses == [200] && log.ended)
        }

        @Test(.proves("HTTP-070", "HTTP-071")) func `a held back body is asked for`() throws {
            let running = try RunningServer { request, exchange in
                exchange.respond(HTTPResponse(status: 200, body: request.body))
            }
            let client = try running.client()
            let head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: "
            client.send(head + "5\r\n\r\n")
            let interim = client.receive(until: { $0.count >= HTTPResponseWriter.continueResponse.count }).bytes
            #expect(interim == HTTPResponseWriter.continueResponse)
            client.send("hello")
            #expect(client.responses(1).responses.first?.text == "hello")
            client.send(head + "5\r\n\r\nhello")
            #expect(client.responses(1).statuses == [200])
            client.send(head + "99999999\r\n\r\n")
            #expect(client.everything().statuses == [413])
        }

        @Test(.proves("HTTP-114")) func `a dropped exchange is answered with 500`() throws {
            let running = try RunningServer { _, _ in }
            let client = try running.client()
            client.send(Requests.get)
            let log = client.everything()
            #expect(log.statuses == [500] && log.ended)
        }

        @Test(.proves("HTTP-113")) func `answers to clients that left are harmless`() throws {
            let held = Mutex<[HTTPExchange]>([])
            let running = try RunningServer { request, exchange in
                if request.target.path == "/hold" {
                    held.withLock { $0.append(exchange) }
                } else {
                    exchange.respond(.hello)
                }
            }
            for round in 1...20 {
                let client = try running.client()
                client.send(Requests.get("/hold"))
                #expect(RunningServer.wait { held.withLock { $0.count == round } })
                client.reset()
            }
            #expect(RunningServer.wait { held.withLock { $0.allSatisfy(\.isClosed) } })
            // Newcomers take the same slots; the late answers must not reach them.
            let newcomers = try (0..<20).map { _ in try running.client() }
            for exchange in held.withLock({ $0 }) {
                exchange.respond(HTTPResponse(status: 500))
                exchange.abort()
            }
            for client in newcomers {
                client.send(Requests.get)
                #expect(client.responses(1).statuses == [200])
            }
        }

        @Test(.proves("HTTP-109", "HTTP-110")) func `dual stack serves both and normalizes addresses`() throws {
            let running = try RunningServer(.init(hosts: ["::"])) { _, exchange in
                exchange.respond(HTTPResponse(status: 200, text: exchange.remoteAddress))
            }
            for (host, shown) in [("127.0.0.1", "127.0.0.1"), ("::1", "::1")] {
                let client = try running.client(host)
                client.send(Requests.get)
                #expect(client.responses(1).responses.first?.text == shown)
            }
        }

        @Test func `several hosts share one port`() throws {
            let running = try RunningServer(.init(hosts: ["127.0.0.1", "::1"]))
            for host in ["127.0.0.1", "::1"] {
                let client = try running.client(host)
                client.send(Requests.get)
                #expect(client.responses(1).statuses == [200])
            }
        }

        @Test(.proves("HTTP-111")) func `refused addresses have one clear sentence`() throws {
            let running = try RunningServer()
            let taken = HTTPServer.Configuration(hosts: ["127.0.0.1"], port: running.server.port)
            let error = #expect(throws: HTTPServerError.self) { try HTTPServer(configuration: taken) { _, _ in } }
            #expect(
                error?.description
                    == "Port \(running.server.port) on 127.0.0.1 is in use by another process: stop it, or choose another port."
            )
            for host in ["192.0.2.1", "not a host"] {
                let error = #expect(throws: HTTPServerError.self) {
                    try HTTPServer(configuration: .init(hosts: [host])) { _, _ in }
                }
                #expect(error?.description.hasPrefix("\(host) is not an address of this machine") == true)
            }
        }
    }
}
