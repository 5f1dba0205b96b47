import Foundation
import HTTPClient
import Synchronization
import TestSupport

@testable import Conformance

/// A clock that moves only when somebody waits by it, or is said to take long.
final class StandingClock: Sendable {
    private let seconds = Mutex(1_000.0)

    var now: Double { seconds.withLock { $0 } }
    var live: LiveClock { LiveClock(now: { self.now }, pause: { self.advance($0) }) }

    func advance(_ duration: Double) { seconds.withLock { $0 += duration } }
}

/// A server on a raw socket that answers with what another one says, changed.
enum MisbehavingServer {
    /// Stands before a server that keeps to the rules.
    static func before(
        _ address: String,
        dropsAfterFailure: Bool = false,
        change: @escaping @Sendable (_ request: String, _ answer: inout LiveAnswer) -> Void
    ) throws -> RawServer {
        let client = try LiveClient()
        return try start(dropsAfterFailure: dropsAfterFailure) { request, text in
            request.url = address + request.url
            var answer = client.send("", request)
            change(text, &answer)
            return answer
        }
    }

    /// Answers each request, whose URL is the target alone; the second argument is the request as text.
    ///
    /// With `dropsAfterFailure` a connection that has carried a status of 500 or above is closed without an answer to the
    /// next request, as by a server that closes it at the moment at which the request comes.
    static func start(
        dropsAfterFailure: Bool = false,
        answer: @escaping @Sendable (_ request: inout HTTPClientRequest, _ text: String) -> LiveAnswer
    ) throws -> RawServer {
        try RawServer { connection in
            while let text = connection.readRequest() {
                let top = String(text[..<(text.range(of: "\r\n\r\n")?.lowerBound ?? text.endIndex)])
                let lines = top.components(separatedBy: "\r\n")
                let words = lines[0].split(separator: " ")
                var request = HTTPClientRequest(method: String(words[0]), url: String(words[1]))
                request.body = Array(text.utf8)
                request.body.removeFirst(top.utf8.count + 4)
                for line in lines.dropFirst() {
                    let parts = line.components(separatedBy: ": ")
                    guard ["Authorization", "Content-Type"].contains(parts[0]) else { continue }
                    request.headers.append((parts[0], parts[1]))
                }
                let answer = answer(&request, String(Substring(text.utf8.prefix(80_000))))
                // An answer that is partial has its head and one byte less than the head says.
                let isPartial = answer.failure?.kind == .partial
                guard answer.failure == nil || isPartial else { return connection.abort() }
                let kept = answer.headers.filter { ["content-type", "x-request-id"].contains($0.name.lowercased()) }
                let fields = kept.map { "\($0.name): \($0.value)\r\n" }.joined()
                let length = answer.body.count + (isPartial ? 1 : 0)
                let head = "HTTP/1.1 \(answer.status) X\r\nContent-Length: \(length)\r\n\(fields)\r\n"
                // In one piece: two small writes wait for one another (Nagle).
                connection.write(Array(head.utf8) + answer.body)
                if isPartial { return }
                if dropsAfterFailure, answer.status >= 500 {
                    _ = connection.readRequest()
                    return
                }
            }
        }
    }

    /// Runs a suite on a thread of its own: it waits for every answer, and tests share few threads.
    static func report(_ run: @escaping @Sendable () throws -> Report) async throws -> Report {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try run() }) }
        }
    }
}
