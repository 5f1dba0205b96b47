import Dispatch
@testable import HTTPServer
import Synchronization
import TestSupport
import Testing
import Wire

extension ServerTests {
    /// Start, drain, stop, and what happens when something runs out.
    @Suite struct HTTPLifecycleTests {
        private static let quick = HTTPServer.Configuration(hosts: ["127.0.0.1"], deadlines: .init(linger: 0.1))

        @Test(.proves("HTTP-108")) func `draining answers what is under way`() throws {
            let held = Mutex<HTTPExchange?>(nil)
            let running = try RunningServer(Self.quick, isTimed: true) { request, exchange in
                if request.target.path == "/hold" { held.withLock { $0 = exchange } } else { exchange.respond(.hello) }
            }
            let idle = try running.client()
            idle.send(Requests.get)
            #expect(idle.responses(1).statuses == [200])
            let busy = try running.client()
            busy.send(Requests.get("/hold") + Requests.get)
            #expect(RunningServer.wait { held.withLock { $0 != nil } })
            let partial = try running.client()
            partial.send("GET / HTTP/1.1\r\nHo")
            #expect(RunningServer.wait { running.server.connectionCount == 3 })
            // One whose request waits in the listener's or the socket's buffer is under way, too.
            let waiting = try running.client()
            waiting.send(Requests.get)
            let drained = DispatchSemaphore(value: 0)
            DispatchQueue.global().async {
                #expect(running.server.drain(seconds: Patience.seconds))
                drained.signal()
            }
            #expect(idle.everything().ended)
            #expect(waiting.everything().statuses == [200])
            #expect(RunningServer.wait { (try? running.client()) == nil })
            partial.send("st: a\r\n\r\n")
            let late = partial.everything()
            #expect(late.statuses == [200] && late.responses.first?.headers["connection"] == "close")
            held.withLock { $0?.respond(.hello) }
            #expect(busy.everything().statuses == [200])
            #expect(Patience.wait(for: drained))
        }

        @Test(.proves("HTTP-108")) func `draining accepts what waits at the listener`() throws {
            let isBusy = DispatchSemaphore(value: 0)
            let goOn = DispatchSemaphore(value: 0)
            let configuration = HTTPServer.Configuration(hosts: ["127.0.0.1"], loops: 1, deadlines: .init(linger: 0.1))
            let running = try RunningServer(configuration, isTimed: true) { request, exchange in
                if request.target.path == "/block" {
                    isBusy.signal()
                    goOn.wait()
                }
                exchange.respond(.hello)
            }
            let blocking = try running.client()
            blocking.send(Requests.get("/block"))
            isBusy.wait()
            let drained = DispatchSemaphore(value: 0)
            DispatchQueue.global().async {
                running.server.drain(seconds: Patience.seconds)
                drained.signal()
            }
            // Most often the loop learns of the drain before it learns of this client.
            Patience.blockingWhile()
            let waiting = try running.client()
            waiting.send(Requests.get)
            goOn.signal()
            #expect(waiting.everything().statuses == [200])
            #expect(blocking.everything().statuses == [200])
            #expect(Patience.wait(for: drained))
        }

        @Test(.proves("HTTP-108")) func `draining gives up at its deadline`() throws {
            let held = Mutex<HTTPExchange?>(nil)
            let running = try RunningServer { _, exchange in held.withLock { $0 = exchange } }
            let client = try running.client()
            client.send(Requests.get)
            #expect(RunningServer.wait { held.withLock { $0 != nil } })
            #expect(!running.server.drain(seconds: 0.1))
            running.server.stop()
            #expect(client.everything().responses.isEmpty)
            held.withLock { $0?.respond(.hello) }
            #expect(running.server.drain(seconds: Patience.seconds))
        }

        @Test(.proves("HTTP-105")) func `beyond the bound the connection that was idle longest is closed`() throws {
            let held = Mutex<[HTTPExchange]>([])
            let configuration = HTTPServer.Configuration(hosts: ["127.0.0.1"], loops: 1, maxConnections: 3)
            let running = try RunningServer(configuration) { request, exchange in
                if request.target.path == "/hold" {
                    held.withLock { $0.append(exchange) }
                } else {
                    exchange.respond(.hello)
                }
            }
            let clients = try (0..<3).map { _ in
                let client = try running.client()
                client.send(Requests.get)
                #expect(client.responses(1).statuses == [200])
                running.settle()
                running.advance(1)
                return client
            }
            let fourth = try running.client()
            fourth.send(Requests.get("/hold"))
            #expect(clients[0].everything().ended)
            for (index, client) in [clients[1], clients[2]].enumerated() {
                client.send(Requests.get("/hold"))
                #expect(RunningServer.wait { held.withLock { $0.count >= index + 2 } })
            }
            let refused = try running.client().everything()
            #expect(refused.statuses == [503])
            #expect(refused.responses.first?.headers["retry-after"] == "1")
            for exchange in held.withLock({ $0 }) { exchange.respond(.hello) }
            for client in [fourth, clients[1], clients[2]] { #expect(client.responses(1).statuses == [200]) }
        }

        @Test(.proves("HTTP-107")) func `without connections nothing wakes`() throws {
            let running = try RunningServer(Self.quick, isTimed: true)
            let client = try running.client()
            client.send(Requests.closing)
            #expect(client.everything().statuses == [200])
            #expect(RunningServer.wait { running.server.connectionCount == 0 })
            let before = running.server.wakeups
            Patience.blockingWhile()
            #expect(running.server.wakeups == before)
        }
    }
}
