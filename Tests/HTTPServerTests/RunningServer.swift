import Synchronization
import TestSupport
import Testing
import Wire

@testable import HTTPServer

/// All suites that run a server, one test after another: some open thousands of connections.
@Suite(.serialized, .aside) enum ServerTests {}

/// A running server for one test; it stops when the test lets go of it.
///
/// Its time stands unless a test moves it, so no deadline passes by itself however slow the machine is; with `isTimed` it is the
/// machine's.
final class RunningServer: Sendable {
    let server: HTTPServer
    private let clock = StandingClock()

    init(
        _ configuration: HTTPServer.Configuration = .init(hosts: ["127.0.0.1"]),
        isTimed: Bool = false,
        strikes: Strikes? = nil,
        handler: @escaping @Sendable (HTTPRequest, HTTPExchange) -> Void = { _, exchange in exchange.respond(.hello) }
    ) throws {
        var time: (@Sendable () -> MonotonicTime)?
        if !isTimed { time = { [clock] in clock.time } }
        let faults = SystemCalls.Faults(clock: time) { call in strikes?.error(of: call) }
        server = try HTTPServer(configuration: configuration, faults: faults, handler: handler)
        server.start()
    }

    deinit { server.stop() }

    func client(_ host: String = "127.0.0.1") throws -> TestClient { try TestClient(port: server.port, host: host) }

    /// Moves the time of a server of one loop, and comes back when the loop has looked at every deadline.
    func advance(_ seconds: Double) {
        clock.advance(seconds)
        settle()
    }

    /// Comes back when a loop that is alone has read what has been delivered, and has done what follows from it.
    ///
    /// The first turn that begins from here on sees everything; when the next one begins, it is over.
    func settle() {
        for _ in 0..<2 {
            let before = server.wakeups
            server.wake()
            #expect(Patience.blocking { server.wakeups > before })
        }
    }

    /// Waits until a condition holds.
    static func wait(until condition: () -> Bool) -> Bool { Patience.blocking(condition) }
}

/// Strikes the system calls of one kind from the `first`-th on, `count` times.
final class Strikes: Sendable {
    private let call: SystemCalls.Call
    private let struck: Range<Int>
    private let error: Int32
    private let calls = Mutex(0)

    init(_ call: SystemCalls.Call, first: Int, count: Int, error: Int32) {
        self.call = call
        self.error = error
        struck = first..<(first + count)
    }

    /// How many calls have failed.
    var count: Int { calls.withLock { max(0, min($0 - struck.lowerBound + 1, struck.count)) } }

    /// The error of a call that is made now, if it fails.
    func error(of made: SystemCalls.Call) -> Int32? {
        guard made == call else { return nil }
        return calls.withLock { calls in
            calls += 1
            return struck.contains(calls) ? error : nil
        }
    }
}

/// A clock that stands until it is moved.
final class StandingClock: Sendable {
    private let nanoseconds = Mutex<Int64>(1_000_000_000_000)

    var time: MonotonicTime { nanoseconds.withLock { $0 } }

    func advance(_ seconds: Double) { nanoseconds.withLock { $0 += Int64(seconds * 1e9) } }
}

extension HTTPResponse {
    static let hello = HTTPResponse(status: 200, text: "hello\n")
}

/// Requests that many tests send.
enum Requests {
    static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    static let closing = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

    static func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n" }

    static func post(_ body: String) -> String {
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }
}
