import Foundation
import HTTPServer
import TestSupport
import Testing
import Wire

extension ServerTests {
    /// Many clients at once.
    @Suite struct HTTPLoadTests {
        @Test(.proves("HTTP-106")) func `ten thousand idle connections cost little`() async {
            // A process of its own: what other tests hold is not counted.
            await #expect(processExitsWith: .success) { try ServerTests.HTTPLoadTests.holdTenThousand() }
        }

        private static func holdTenThousand() throws {
            let running = try RunningServer()
            // Both ends of each connection are descriptors of this process.
            let count = min(10_000, (raiseDescriptorLimit(to: 24_000) - 1000) / 2)
            try #require(count >= 200, "the descriptor limit leaves no room for this test")
            let before = try residentKiB()
            let clients = try (0..<count).map { _ in try running.client() }
            // Each has been used once: a fresh connection might own less than one at rest.
            for client in clients { client.send(Requests.get) }
            for client in clients { #expect(client.responses(1).statuses == [200]) }
            #expect(running.server.connectionCount == count)
            let grown = try residentKiB() - before
            #expect(grown < 32 * 1024, "\(count) idle connections cost \(grown) KiB")
            let probe = clients[count / 2]
            probe.send(Requests.get)
            #expect(probe.responses(1).statuses == [200])
        }

        @Test(.proves("HTTP-116")) func `a thousand slow clients hold nobody up`() throws {
            let running = try RunningServer { request, exchange in
                let size = request.target.path == "/big" ? 8_000_000 : 5
                exchange.respond(HTTPResponse(status: 200, body: [UInt8](repeating: 0x61, count: size)))
            }
            _ = Self.raiseDescriptorLimit(to: 8000)
            let slow = try (0..<1000).map { number -> TestClient in
                let client = try TestClient(port: running.server.port, receiveBuffer: number % 3 == 2 ? 2048 : nil)
                switch number % 3 {
                case 0: client.send("GET / HTTP/1.1\r\nHost: a\r\n")
                case 1: client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n")
                // A few large answers that nobody reads; a thousand of them would be memory, not slowness.
                default: client.send(number < 30 ? Requests.get("/big") : "GET / HTTP/1.1\r\nX: ")
                }
                return client
            }
            // The server's time stands: none of the slow ones is cut, so nobody else may wait for one of them. How long it
            // takes is measured by Scripts/stress/slow-clients.sh.
            for round in 0..<400 {
                for client in slow[(round * 50 % 1000)...].prefix(50) { client.send("x") }
                let probe = try running.client()
                probe.send(Requests.closing)
                #expect(probe.responses(1).statuses == [200])
            }
        }

        @Test(.proves("HTTP-117")) func `bodies that do not come whole are bounded`() throws {
            let running = try RunningServer(.init(hosts: ["127.0.0.1"], loops: 1, maxHeld: 1 << 20))
            // 6 MiB in all.
            let slow = try (0..<100).map { _ in
                let client = try running.client()
                client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65536\r\n\r\n")
                client.send([UInt8](repeating: 0x61, count: 65_000))
                running.advance(0.001)
                return client
            }
            #expect(RunningServer.wait { running.server.connectionCount <= 16 })
            for cut in [slow[0], slow[50]] {
                let end = cut.everything()
                #expect(end.ended || end.wasReset)
            }
            // The newest may go on, and another one is served.
            slow[99].send([UInt8](repeating: 0x61, count: 536))
            #expect(slow[99].responses(1).statuses == [200])
            let quick = try running.client()
            quick.send(Requests.post(String(repeating: "b", count: 65_536)))
            #expect(quick.responses(1).statuses == [200])
        }

        @Test(.proves("HTTP-117")) func `answers that nobody takes are bounded`() throws {
            // Each answer is larger than what the system takes for such a client.
            let size = 8 << 20
            let running = try RunningServer(.init(hosts: ["127.0.0.1"], loops: 1, maxHeld: 3 * size)) { _, exchange in
                exchange.respond(HTTPResponse(status: 200, body: [UInt8](repeating: 0x61, count: size)))
            }
            let slow = try (0..<6).map { _ in
                let client = try TestClient(port: running.server.port, receiveBuffer: 2048)
                client.send(Requests.get)
                client.delivered()
                running.settle()
                running.advance(0.001)
                return client
            }
            #expect(RunningServer.wait { running.server.connectionCount <= 3 })
            // The server's time stands: the deadline for taking an answer has not passed.
            let end = slow[0].everything()
            #expect(end.responses.isEmpty && (end.ended || end.wasReset))
            // Whoever reads gets even the largest answer.
            let quick = try running.client()
            quick.send(Requests.closing)
            #expect(quick.everything().responses.first?.body.count == size)
        }

        /// - Returns: The limit that holds now.
        private static func raiseDescriptorLimit(to wanted: UInt64) -> Int {
            var limit = rlimit()
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            guard limit.rlim_cur < wanted else { return Int(wanted) }
            var raised = rlimit(rlim_cur: rlim_t(wanted), rlim_max: max(rlim_t(wanted), limit.rlim_max))
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { return Int(wanted) }
            raised = rlimit(rlim_cur: limit.rlim_max, rlim_max: limit.rlim_max)
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised)
            return Int(limit.rlim_max)
        }

        private static func residentKiB() throws -> Int {
            let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
            let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
            return try #require(line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) })
        }
    }
}
