import Glibc
import Synchronization
import TestSupport
import Testing
import Wire

@testable import HTTPServer

extension ServerTests {
    /// Each system call fails once, at its first, second, third … time; the server goes on.
    @Suite struct HTTPFaultTests {
        private static func server(_ strikes: Strikes, isTimed: Bool) throws -> RunningServer {
            let configuration = HTTPServer.Configuration(hosts: ["127.0.0.1"], loops: 1)
            return try RunningServer(configuration, isTimed: isTimed, strikes: strikes)
        }

        /// Requests on new connections until one is answered.
        private static func isServed(_ running: RunningServer) -> Bool {
            RunningServer.wait {
                guard let client = try? running.client() else { return false }
                client.send(Requests.closing)
                return client.everything().statuses == [200]
            }
        }

        @Test(.proves("HTTP-112"), arguments: SystemCalls.Call.allCases)
        func `one failure costs one connection at most`(call: SystemCalls.Call) throws {
            let errors: [SystemCalls.Call: [Int32]] = [
                .accept: [EMFILE, ENFILE, ECONNABORTED, ENOMEM, EINTR], .receive: [ECONNRESET, EINTR, EAGAIN],
                .send: [EPIPE, EINTR, EAGAIN], .watch: [ENOSPC],
            ]
            for error in try #require(errors[call]) {
                for first in 1...4 {
                    let strikes = Strikes(call, first: first, count: 1, error: error)
                    let running = try Self.server(strikes, isTimed: true)
                    for _ in 0..<4 { #expect(Self.isServed(running), "\(call) \(first) \(error)") }
                    #expect(strikes.count == 1, "\(call) \(first) \(error)")
                    #expect(RunningServer.wait { running.server.connectionCount == 0 }, "\(call) \(first) \(error)")
                }
            }
        }

        @Test(.proves("HTTP-112")) func `without descriptors the loop does not spin`() throws {
            let strikes = Strikes(.accept, first: 2, count: 1_000_000, error: EMFILE)
            let running = try Self.server(strikes, isTimed: false)
            let served = try running.client()
            served.send(Requests.get)
            #expect(served.responses(1).statuses == [200])
            let waiting = try running.client()
            #expect(RunningServer.wait { strikes.count > 0 })
            running.settle()
            let before = strikes.count
            // However often it wakes, it tries again every 100 ms.
            for _ in 0..<20 { running.settle() }
            #expect(strikes.count == before)
            running.advance(0.11)
            #expect(strikes.count > before)
            served.send(Requests.get)
            #expect(served.responses(1).statuses == [200])
            _ = waiting
        }
    }
}
