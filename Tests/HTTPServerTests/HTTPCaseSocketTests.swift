import Dispatch
import HTTPServer
import Synchronization
import TestSupport
import Testing
import Wire

extension ServerTests {
    /// The cases of `Specs/http/cases.jsonl` over real sockets.
    @Suite struct HTTPCaseSocketTests {
        @Test(.proves("HTTP-008", "HTTP-082", "HTTP-085", "HTTP-086"), arguments: [0, 7, 1])
        func `every case is answered as the RFCs say`(pieceSize: Int) throws {
            let running = try RunningServer(.init(hosts: ["127.0.0.1"], loops: 1)) { request, exchange in
                exchange.respond(Self.answer(request))
            }
            let cases = try HTTPCase.all()
            let waiting = try cases.filter(\.isIncomplete).map { ($0, try Self.send($0, pieceSize, running)) }
            let failures = Mutex<[String]>([])
            let quick = cases.filter { !$0.isIncomplete }
            DispatchQueue.concurrentPerform(iterations: quick.count) { index in
                let failure: String?
                do {
                    failure = Self.judge(quick[index], try Self.send(quick[index], pieceSize, running))
                } catch {
                    failure = "\(error)"
                }
                guard let failure else { return }
                failures.withLock { $0.append("\(quick[index].testDescription): \(failure)") }
            }
            // Those that only a deadline ends.
            for (_, client) in waiting { client.delivered() }
            running.settle()
            running.advance(61)
            for (one, client) in waiting {
                guard let failure = Self.judge(one, client) else { continue }
                failures.withLock { $0.append("\(one.testDescription): \(failure)") }
            }
            #expect(failures.withLock { $0.sorted() } == [])
        }

        private static func answer(_ request: HTTPRequest) -> HTTPResponse {
            let status = HTTPCaseApplication.status(
                method: request.method,
                path: request.target.path,
                contentType: request.headers["Content-Type"],
                body: request.body
            )
            return HTTPResponse(status: status, headers: status == 405 ? ["Allow": "GET, HEAD, POST"] : [:])
        }

        private static func send(_ one: HTTPCase, _ pieceSize: Int, _ running: RunningServer) throws -> TestClient {
            let client = try running.client()
            // Large cases are cut finely only at the beginning and the end, where the rules change.
            for piece in cut(one.bytes, pieceSize) where !client.send(piece) { break }
            if one.after == "open", one.expected != "100" {
                client.send("GET /healthz HTTP/1.1\r\nHost: probe\r\nConnection: close\r\n\r\n")
            }
            return client
        }

        /// - Returns: What is wrong with the answers, or `nil`.
        private static func judge(_ one: HTTPCase, _ client: TestClient) -> String? {
            let needsEnd = one.after != "any" && one.expected != "100"
            let log =
                needsEnd
                ? client.everything(methods: one.methods)
                : client.responses(one.sequence?.count ?? 1, toMethods: one.methods)
            let statuses = log.statuses.map(String.init)
            var finals = statuses.filter { $0 != "100" || one.expected == "100" }
            if one.after == "open", one.expected != "100" {
                guard finals.popLast() == "200" else { return "not open: \(statuses)" }
            }
            if needsEnd, !log.ended { return "no end: \(statuses), reset: \(log.wasReset)" }
            if one.after == "close", one.isIncomplete, finals.isEmpty { return nil }
            guard let first = finals.first, one.allowed.contains(first) else { return "got \(statuses)" }
            if let sequence = one.sequence, finals != sequence { return "got \(statuses), not \(sequence)" }
            return nil
        }

        private static func cut(_ bytes: [UInt8], _ size: Int) -> [ArraySlice<UInt8>] {
            guard size > 0 else { return [bytes[...]] }
            guard bytes.count > 4000 else { return pieces(of: bytes, size: size) }
            let head = pieces(of: Array(bytes.prefix(1000)), size: size)
            return head + [bytes[1000..<(bytes.count - 1000)]] + pieces(of: Array(bytes.suffix(1000)), size: size)
        }
    }
}
