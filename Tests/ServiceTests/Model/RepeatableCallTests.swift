import HTTPClient
import TestSupport
import Testing

@testable import Service

/// A call of several requests, of which one is under way.
@Suite struct RepeatableCallTests {
    /// Two requests that nobody answers, and which of them has ended.
    private struct Pair {
        let first: HTTPClientTask
        let second: HTTPClientTask
        let ended: AsyncStream<String>

        init(_ client: HTTPClient, _ server: RawServer) {
            let (ended, end) = AsyncStream.makeStream(of: String.self)
            func start(_ name: String) -> HTTPClientTask {
                client.start(HTTPClientRequest(url: server.url + "/\(name)")) { event in
                    if case .finished = event { end.yield(name) }
                }
            }
            self.ended = ended
            first = start("first")
            second = start("second")
        }
    }

    /// The order in which the handler of the first request's refusal and the caller hand over their requests.
    @Test(arguments: [[0, 1], [1, 0]])
    func `the repetition is what is cancelled, also where it has overtaken its first request`(order: [Int]) async throws
    {
        let server = try RawServer { $0.waitForClose() }
        let client = try HTTPClient()
        defer { client.shutdown() }
        let pair = Pair(client, server)
        let call = RepeatableCall()
        for repetition in order { call.attach([pair.first, pair.second][repetition], repetition: repetition) }
        call.cancel()
        var ended = pair.ended.makeAsyncIterator()
        #expect(await ended.next() == "second")
    }

    @Test func `a request that begins after the end is ended, whichever it is`() async throws {
        let server = try RawServer { $0.waitForClose() }
        let client = try HTTPClient()
        defer { client.shutdown() }
        let pair = Pair(client, server)
        let call = RepeatableCall()
        call.cancel()
        call.attach(pair.second, repetition: 1)
        call.attach(pair.first, repetition: 0)
        var ended = pair.ended.makeAsyncIterator()
        let names = [await ended.next(), await ended.next()]
        #expect(Set(names) == ["first", "second"])
    }
}
