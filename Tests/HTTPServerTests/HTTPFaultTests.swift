import Glibc
@testable import HTTPServer
import Synchronization
import TestSupport
import Testing
import Wire

extension ServerTests {
    /// Each system call fails once, at its first, second, third … time; the server goes on.
    @Suite struct HTTPFaultTests {
        /// Strikes the calls of one kind from the `first`-th on, `count` times.
        private static func faults(
            _ call: SystemCalls.Call,
            first: Int,
            count: Int,
            error: Int32
        ) -> (faults: SystemCalls.Faults, struck: @Sendable () -> Int) {
            let state = FaultState()
            let faults = SystemCalls.Faults { made in
                guard made == call else { return nil }
                return state.calls.withLock { calls in
                    calls += 1
                    guard calls >= first, calls < first + count else { return nil }
                    return error
                }
            }
            return (faults, { state.calls.withLock { max(0, min($0 - first + 1, count)) } })
        }

        private final class FaultState: Sendable {
            let calls = Mutex(0)
        }

        private static func server(_ faults: SystemCalls.Faults) throws -> HTTPServer {
            let configuration = HTTPServer.Configuration(hosts: ["127.0.0.1"], loops: 1)
            let server = try HTTPServer(configuration: configuration, faults: faults) { _, exchange in
                exchange.respond(.hello)
            }
            server.start()
            return server
        }

        /// Requests on new connections until one is answered.
        private static func isServed(_ server: HTTPServer) -> Bool {
            RunningServer.wait(seconds: 2) {
                guard let client = try? TestClient(port: server.port) else { return false }
                client.send(Requests.closing)
                return client.everything(seconds: 1).statuses == [200]
            }
        }

        @Test(.proves("HTTP-112"), arguments: SystemCalls.Call.allCases)
        func oneFailureCostsOneConnectionAtMost(call: SystemCalls.Call) throws {
            let errors: [SystemCalls.Call: [Int32]] = [
                .accept: [EMFILE, ENFILE, ECONNABORTED, ENOMEM, EINTR], .receive: [ECONNRESET, EINTR, EAGAIN],
                .send: [EPIPE, EINTR, EAGAIN], .watch: [ENOSPC],
            ]
            for error in try #require(errors[call]) {
                for first in 1...4 {
                    let (faults, struck) = Self.faults(call, first: first, count: 1, error: error)
                    let server = try Self.server(faults)
                    for _ in 0..<4 { #expect(Self.isServed(server), "\(call) \(first) \(error)") }
                    #expect(struck() == 1, "\(call) \(first) \(error)")
                    #expect(RunningServer.wait { server.connectionCount == 0 }, "\(call) \(first) \(error)")
                    server.stop()
                }
            }
        }

        @Test(.proves("HTTP-112")) func withoutDescriptorsTheLoopDoesNotSpin() throws {
            let (faults, struck) = Self.faults(.accept, first: 2, count: 1_000_000, error: EMFILE)
            let server = try Self.server(faults)
            defer { server.stop() }
            let served = try TestClient(port: server.port)
            served.send(Requests.get)
            #expect(served.responses(1).statuses == [200])
            let waiting = try TestClient(port: server.port)
            #expect(RunningServer.wait { struck() > 0 })
            let before = server.wakeups
            let strikes = struck()
            TestClient.pause(seconds: 0.35)
            // It tries again every 100 ms.
            #expect(server.wakeups - before < 20)
            #expect(struck() > strikes)
            served.send(Requests.get)
            #expect(served.responses(1).statuses == [200])
            _ = waiting
        }
    }
}
