import Dispatch
import HTTPServer
import TestSupport
import Testing
import Wire

extension ServerTests {
    /// Clients that take their time.
    @Suite struct HTTPDeadlineTests {
        private static func server(_ deadlines: HTTPServer.Deadlines) throws -> RunningServer {
            try RunningServer(.init(hosts: ["127.0.0.1"], deadlines: deadlines)) { request, exchange in
                let size = request.target.path == "/big" ? 20_000_000 : 5
                exchange.respond(HTTPResponse(status: 200, body: [UInt8](repeating: 0x61, count: size)))
            }
        }

        /// Sends the octets one at a time until the connection ends.
        private static func trickle(_ text: String, _ client: TestClient, every seconds: Double) -> ResponseLog {
            var received: [UInt8] = []
            for byte in text.utf8 {
                client.send([byte])
                switch client.receive(seconds: seconds) {
                case .bytes(let bytes): received += bytes
                case .silence: continue
                case .end, .reset:
                    var log = ResponseLog(received)
                    log.ended = true
                    return log
                }
            }
            return ResponseLog(received)
        }

        @Test(.proves("HTTP-100", "HTTP-086")) func progressDoesNotExtendTheHead() throws {
            let running = try Self.server(.init(head: 0.3))
            let client = try running.client()
            let start = TestClient.now
            let log = Self.trickle(Requests.get("/" + String(repeating: "a", count: 200)), client, every: 0.02)
            #expect(log.statuses == [408] && log.ended)
            #expect((0.25...1.5).contains(TestClient.now - start))
        }

        @Test(.proves("HTTP-101", "HTTP-086")) func aSlowBodyIsCutAndASteadyOneIsNot() throws {
            let running = try Self.server(.init(body: 0.3, bodyRate: 1000))
            let slow = try running.client()
            slow.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200\r\n\r\n")
            let log = Self.trickle(String(repeating: "b", count: 200), slow, every: 0.02)
            #expect(log.statuses == [408] && log.ended)
            let steady = try running.client()
            let start = TestClient.now
            steady.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000\r\n\r\n")
            for _ in 0..<10 {
                steady.send([UInt8](repeating: 0x62, count: 200))
                _ = steady.receive(seconds: 0.06)
            }
            #expect(TestClient.now - start > 0.45)
            steady.send(Requests.closing)
            #expect(steady.everything().statuses.last == 200)
        }

        @Test(.proves("HTTP-102", "HTTP-086")) func anIdleConnectionIsClosedWithoutAWord() throws {
            let running = try Self.server(.init(idle: 0.2))
            let fresh = try running.client()
            let used = try running.client()
            used.send(Requests.get)
            #expect(used.responses(1).statuses == [200])
            let empty = try running.client()
            empty.send("\r\n")
            for client in [fresh, used, empty] {
                let log = client.everything()
                #expect(log.responses.isEmpty && log.rest.isEmpty && log.ended)
            }
        }

        @Test(.proves("HTTP-118")) func noDeadlineOfARequestRunsWhileItsAnswerIsAwaited() throws {
            let deadlines = HTTPServer.Deadlines(head: 0.3, body: 0.3, bodyRate: 1_000_000, idle: 0.3)
            let running = try RunningServer(.init(hosts: ["127.0.0.1"], deadlines: deadlines)) { _, exchange in
                DispatchQueue.global().asyncAfter(deadline: .now() + 0.8) {
                    exchange.respond(HTTPResponse(status: 200, text: "late\n"))
                }
            }
            let post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n"
            // Whole, in two pieces within the head, and in two pieces around its end.
            for pieces in [
                ["", post + "text"], [String(post.prefix(9)), post.dropFirst(9) + "text"], [post, "text"],
            ] {
                let client = try running.client()
                for piece in pieces {
                    client.send(piece)
                    TestClient.pause(seconds: 0.1)
                }
                #expect(client.responses(1).statuses == [200], "\(pieces)")
                // Afterwards the connection is idle from the answer on.
                #expect(client.everything().ended)
            }
        }

        @Test(.proves("HTTP-103", "HTTP-104")) func aClientThatDoesNotReadIsCut() throws {
            let running = try Self.server(.init(write: 0.3))
            let client = try TestClient(port: running.server.port, receiveBuffer: 4096)
            client.send(Requests.get("/big"))
            #expect(RunningServer.wait { running.server.connectionCount == 1 })
            #expect(RunningServer.wait { running.server.connectionCount == 0 })
            let patient = try Self.server(.init())
            let fast = try patient.client()
            fast.send(Requests.get("/big") + Requests.closing)
            #expect(fast.everything(seconds: 20).responses.map(\.body.count) == [20_000_000, 5])
        }

        @Test(.proves("HTTP-103")) func readingSteadilyDoesNotExtendTheAnswer() throws {
            let running = try Self.server(.init(write: 0.3))
            let client = try running.client()
            client.send(Requests.get("/big"))
            // 20 MB at 20 MB/s: the server sends on all the time, and is cut off all the same.
            let start = TestClient.now
            var received = 0
            while case .bytes(let bytes) = client.receive(seconds: 2, atMost: 200_000) {
                received += bytes.count
                TestClient.pause(seconds: 0.01)
            }
            #expect(received < 20_000_000)
            #expect(TestClient.now - start < 2)
        }

        @Test(.proves("HTTP-085")) func lingeringEnds() throws {
            let running = try Self.server(.init(linger: 0.2))
            let client = try running.client()
            client.send(Requests.closing)
            #expect(client.everything().statuses == [200])
            // The client does not close; the server does.
            #expect(RunningServer.wait { running.server.connectionCount == 0 })
            let flooding = try running.client()
            flooding.send("BAD\r\n\r\n")
            #expect(flooding.responses(1).statuses == [400])
            // More than it is willing to throw away: it does not wait for the end.
            while flooding.send([UInt8](repeating: 0x61, count: 10_000)) {}
            #expect(RunningServer.wait { running.server.connectionCount == 0 })
        }
    }
}
