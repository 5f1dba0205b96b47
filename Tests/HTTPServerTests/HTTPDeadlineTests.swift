import HTTPServer
import Synchronization
import TestSupport
import Testing
import Wire

extension ServerTests {
    /// Clients that take their time.
    @Suite struct HTTPDeadlineTests {
        private static func server(
            _ deadlines: HTTPServer.Deadlines = .init(),
            isTimed: Bool = false
        ) throws -> RunningServer {
            let configuration = HTTPServer.Configuration(hosts: ["127.0.0.1"], loops: 1, deadlines: deadlines)
            return try RunningServer(configuration, isTimed: isTimed) { request, exchange in
                let size = request.target.path == "/big" ? 20_000_000 : 5
                exchange.respond(HTTPResponse(status: 200, body: [UInt8](repeating: 0x61, count: size)))
            }
        }

        /// Sends the bytes one at a time, 20 ms apart by the server's clock, until something is answered.
        private static func trickle(_ text: String, _ client: TestClient, _ running: RunningServer) -> ResponseLog {
            for byte in text.utf8 {
                client.send([byte])
                client.delivered()
                running.advance(0.02)
                if client.isReadable { break }
            }
            return client.everything()
        }

        @Test(.proves("HTTP-100", "HTTP-086")) func `progress does not extend the head`() throws {
            let running = try Self.server(.init(head: 0.3))
            let client = try running.client()
            let log = Self.trickle(Requests.get("/" + String(repeating: "a", count: 200)), client, running)
            #expect(log.statuses == [408] && log.ended)
        }

        @Test(.proves("HTTP-100")) func `a head has all of its time`() throws {
            let running = try Self.server(.init(head: 0.3))
            let client = try running.client()
            client.send("GET / HTTP/1.1\r\n")
            client.delivered()
            running.settle()
            running.advance(0.29)
            client.send("Host: a\r\n\r\n")
            #expect(client.responses(1).statuses == [200])
        }

        @Test(.proves("HTTP-101", "HTTP-086")) func `a slow body is cut and a steady one is not`() throws {
            let running = try Self.server(.init(body: 0.3, bodyRate: 1000))
            let slow = try running.client()
            slow.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200\r\n\r\n")
            let log = Self.trickle(String(repeating: "b", count: 200), slow, running)
            #expect(log.statuses == [408] && log.ended)
            let steady = try running.client()
            steady.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n")
            // Twice the time without what the bytes buy.
            for _ in 0..<10 {
                steady.send([UInt8](repeating: 0x62, count: 200))
                steady.delivered()
                running.settle()
                running.advance(0.06)
            }
            steady.send(Requests.closing)
            #expect(steady.everything().statuses == [200, 200])
        }

        @Test(.proves("HTTP-102", "HTTP-086"), arguments: [false, true])
        func `an idle connection is closed without a word`(isTimed: Bool) throws {
            let running = try Self.server(.init(idle: 0.2), isTimed: isTimed)
            let fresh = try running.client()
            let used = try running.client()
            // By the machine's clock the connection may be idle for too long before the request has come.
            if !isTimed {
                used.send(Requests.get)
                #expect(used.responses(1).statuses == [200])
            }
            let empty = try running.client()
            empty.send("\r\n")
            if !isTimed {
                empty.delivered()
                running.settle()
                running.advance(0.21)
            }
            for client in [fresh, used, empty] {
                let log = client.everything()
                #expect(log.responses.isEmpty && log.rest.isEmpty && (log.ended || isTimed && log.wasReset))
            }
        }

        @Test(.proves("HTTP-118")) func `no deadline of a request runs while its answer is awaited`() throws {
            let deadlines = HTTPServer.Deadlines(head: 0.3, body: 0.3, bodyRate: 1_000_000, idle: 0.3)
            let held = Mutex<HTTPExchange?>(nil)
            let configuration = HTTPServer.Configuration(hosts: ["127.0.0.1"], loops: 1, deadlines: deadlines)
            let running = try RunningServer(configuration) { _, exchange in held.withLock { $0 = exchange } }
            let post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n"
            // Whole, in two pieces within the head, and in two pieces around its end.
            for pieces in [
                ["", post + "text"], [String(post.prefix(9)), post.dropFirst(9) + "text"], [post, "text"],
            ] {
                let client = try running.client()
                for piece in pieces {
                    client.send(piece)
                    client.delivered()
                    running.settle()
                    running.advance(0.1)
                }
                #expect(RunningServer.wait { held.withLock { $0 != nil } })
                running.advance(0.8)
                held.withLock { exchange in
                    exchange?.respond(HTTPResponse(status: 200, text: "late\n"))
                    exchange = nil
                }
                #expect(client.responses(1).statuses == [200], "\(pieces)")
                // From the answer on the connection is idle.
                running.settle()
                running.advance(0.31)
                #expect(client.everything().ended)
            }
        }

        @Test(.proves("HTTP-103", "HTTP-104")) func `a client that does not read is cut`() throws {
            let running = try Self.server(.init(write: 0.3))
            let client = try TestClient(port: running.server.port, receiveBuffer: 4096)
            client.send(Requests.get("/big"))
            client.delivered()
            running.settle()
            #expect(running.server.connectionCount == 1)
            running.advance(0.29)
            #expect(running.server.connectionCount == 1)
            running.advance(0.1)
            #expect(running.server.connectionCount == 0)
            let fast = try running.client()
            fast.send(Requests.get("/big") + Requests.closing)
            #expect(fast.everything().responses.map(\.body.count) == [20_000_000, 5])
        }

        @Test(.proves("HTTP-103")) func `reading steadily does not extend the answer`() throws {
            let running = try Self.server(.init(write: 0.3))
            let client = try running.client()
            client.send(Requests.get("/big"))
            client.delivered()
            running.settle()
            // The server sends on all the time, and is cut off all the same.
            var received = 0
            for _ in 0..<7 {
                guard case .bytes(let bytes) = client.receive(atMost: 200_000) else { break }
                received += bytes.count
                running.advance(0.05)
            }
            received += client.receive { _ in false }.bytes.count
            #expect(received < 20_000_000)
        }

        @Test(.proves("HTTP-085")) func `lingering ends`() throws {
            let running = try Self.server(.init(linger: 0.2))
            let client = try running.client()
            client.send(Requests.closing)
            #expect(client.everything().statuses == [200])
            // The client does not close; the server does.
            running.advance(0.21)
            #expect(running.server.connectionCount == 0)
            let flooding = try running.client()
            flooding.send("BAD\r\n\r\n")
            #expect(flooding.responses(1).statuses == [400])
            // More than it is willing to throw away: it does not wait for the end.
            while flooding.send([UInt8](repeating: 0x61, count: 10_000)) {}
            #expect(RunningServer.wait { running.server.connectionCount == 0 })
        }
    }
}
