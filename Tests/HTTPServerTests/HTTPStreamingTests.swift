import HTTPServer
import Synchronization
import TestSupport
import Testing
import Wire

extension ServerTests {
    /// Answers that come in pieces.
    @Suite struct HTTPStreamingTests {
        @Test(.proves("HTTP-095")) func `pieces come as chunks, and the connection persists`() throws {
            let held = Mutex<HTTPExchange?>(nil)
            let running = try RunningServer { _, exchange in
                exchange.begin(status: 200, headers: ["Content-Type": "text/event-stream"])
                exchange.write(Array("one".utf8))
                exchange.write([])
                held.withLock { $0 = exchange }
            }
            let client = try running.client()
            for _ in 0..<2 {
                client.send(Requests.get)
                let first = client.receive(until: { String(decoding: $0, as: UTF8.self).hasSuffix("3\r\none\r\n") })
                    .bytes
                held.withLock { exchange in
                    exchange?.write(Array("two".utf8))
                    exchange?.end()
                    exchange?.write(Array("after the end".utf8))
                    exchange = nil
                }
                let last = client.receive(until: { String(decoding: $0, as: UTF8.self).hasSuffix("0\r\n\r\n") }).bytes
                let log = ResponseLog(first + last)
                #expect(log.responses.map(\.text) == ["onetwo"])
                #expect(log.responses.first?.headers["transfer-encoding"] == "chunked")
                #expect(log.rest.isEmpty)
            }
        }

        @Test(.proves("HTTP-096", "HTTP-092")) func `HTTP 1.0 and HEAD have no chunks`() throws {
            let running = try RunningServer { _, exchange in
                exchange.begin(status: 200)
                exchange.write(Array("streamed".utf8))
                exchange.end()
            }
            let old = try running.client()
            old.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
            let bytes = old.receive(until: { _ in false }).bytes
            #expect(String(decoding: bytes, as: UTF8.self).hasSuffix("Connection: close\r\n\r\nstreamed"))
            #expect(!String(decoding: bytes, as: UTF8.self).contains("Transfer-Encoding"))
            let head = try running.client()
            head.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + Requests.closing)
            let log = head.everything(methods: ["HEAD"])
            #expect(log.responses.map(\.text) == ["", "streamed"] && log.rest.isEmpty)
        }

        @Test(.proves("HTTP-093")) func `a streamed status without a body has none`() throws {
            let running = try RunningServer { _, exchange in
                exchange.begin(status: 204)
                exchange.write(Array("never".utf8))
                exchange.end()
            }
            let client = try running.client()
            client.send(Requests.get + Requests.closing)
            let log = client.everything()
            #expect(log.statuses == [204, 204] && log.rest.isEmpty)
        }

        @Test func `an aborted stream ends without its last chunk`() throws {
            let running = try RunningServer { request, exchange in
                exchange.begin(status: 200)
                exchange.write(Array("half".utf8))
                if request.target.path == "/abort" { exchange.abort() }
                // Dropped without an end otherwise: the same to the client.
            }
            for path in ["/abort", "/drop"] {
                let client = try running.client()
                client.send(Requests.get(path))
                let log = client.everything()
                #expect(log.responses.isEmpty && (log.ended || log.wasReset), "\(path)")
            }
        }

        @Test(.proves("HTTP-115")) func `a slow reader of a stream loses its connection`() throws {
            let held = Mutex<HTTPExchange?>(nil)
            let configuration = HTTPServer.Configuration(hosts: ["127.0.0.1"], maxBuffered: 100_000)
            let running = try RunningServer(configuration) { _, exchange in
                exchange.begin(status: 200)
                held.withLock { $0 = exchange }
            }
            let client = try TestClient(port: running.server.port, receiveBuffer: 4096)
            client.send(Requests.get)
            #expect(RunningServer.wait { held.withLock { $0 != nil } })
            // The system's own buffers take a few megabytes first; paced, so that the loop keeps up with the writer.
            let exchange = try #require(held.withLock { $0 })
            let isCut = RunningServer.wait {
                exchange.write([UInt8](repeating: 0x61, count: 50_000))
                return exchange.isClosed
            }
            #expect(isCut)
            #expect(RunningServer.wait { running.server.connectionCount == 0 })
        }

        @Test func `a stream of many pieces arrives whole`() throws {
            let running = try RunningServer { _, exchange in
                exchange.begin(status: 200)
                for number in 0..<5000 { exchange.write(Array("\(number)\n".utf8)) }
                exchange.end()
            }
            let client = try running.client()
            client.send(Requests.closing)
            #expect(client.everything().responses.first?.text == (0..<5000).map { "\($0)\n" }.joined())
        }
    }
}
