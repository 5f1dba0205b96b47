import Glibc
import HTTPClient
import Synchronization
import TestSupport
import Testing

@Suite struct HTTPClientConcurrencyTests {
    @Test func `two hundred requests run side by side`() async throws {
        // No answer is given before all the requests are there.
        let arrived = Mutex(0)
        let server = try RawServer { connection in
            while let request = connection.readRequest() {
                arrived.withLock { $0 += 1 }
                guard Patience.blocking({ arrived.withLock { $0 } >= 200 }) else { return }
                connection.answer("200 OK", String(request.split(separator: " ")[1]))
            }
        }
        let client = try makeClient { $0.requestsPerOrigin = 200 }
        let texts = await withTaskGroup(of: String.self) { group in
            for number in 0..<200 {
                group.addTask { await Exchange.run(client, .init(url: "\(server.url)/\(number)")).text }
            }
            return await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(texts == Set((0..<200).map { "/\($0)" }))
    }

    @Test(.proves("SEC-059")) func `a host that hangs delays no other, and its own callers wait in order`() async throws
    {
        let hung = try RawServer { if $0.readRequest() != nil { $0.waitForClose() } }
        let brisk = try RawServer { connection in while connection.readRequest() != nil { connection.answer() } }
        let client = try makeClient { $0.requestsPerOrigin = 3 }
        var tasks: [HTTPClientTask] = []
        let ends = Mutex<[Int]>([])
        for number in 0..<10 {
            tasks.append(
                client.start(.init(url: "\(hung.url)/\(number)")) { event in
                    if case .finished = event { ends.withLock { $0.append(number) } }
                }
            )
        }
        for _ in 0..<20 { #expect(await Exchange.run(client, .init(url: brisk.url)).status == 200) }
        #expect(ends.withLock { $0 }.isEmpty && hung.connectionCount <= 3)
        // One that waits, then one that runs: its place goes to the next that waits.
        for number in [5, 0] { tasks[number].cancel() }
        try await Patience.until { hung.seen.count >= 4 }
        #expect(ends.withLock { $0 } == [5, 0])
        #expect(hung.seen.last?.hasPrefix("GET /3 ") == true)
        client.shutdown()
        #expect(ends.withLock { $0.sorted() } == Array(0..<10))
    }

    @Test func `cancelling from another thread ends a request once`() async throws {
        let server = try RawServer { if $0.readRequest() != nil { $0.waitForClose() } }
        let client = try makeClient()
        let ends = Mutex<[HTTPClientError?]>([])
        let task = client.start(.init(method: "POST", url: server.url)) { event in
            if case .finished(let result) = event {
                ends.withLock { if case .failure(let error) = result { $0.append(error) } else { $0.append(nil) } }
            }
        }
        try await Patience.until { !server.seen.isEmpty }
        task.cancel()
        task.cancel()
        client.shutdown()
        #expect(
            ends.withLock { $0.map(\.?.kind) } == [.cancelled] && ends.withLock { $0.first??.requestWasSent } == true
        )
    }

    @Test func `shutdown cancels what runs, joins the thread and refuses what comes`() async throws {
        let server = try RawServer { if $0.readRequest() != nil { $0.waitForClose() } }
        let client = try makeClient()
        let ends = Mutex(0)
        for _ in 0..<20 {
            client.start(.init(url: server.url)) { event in
                if case .finished(.failure(let error)) = event, error.kind == .cancelled { ends.withLock { $0 += 1 } }
            }
        }
        client.shutdown()
        #expect(ends.withLock { $0 } == 20)
        #expect(await Exchange.run(client, .init(url: server.url)).kind == .cancelled)
        client.shutdown()
    }

    @Test func `a handler may start the next request and hold the last reference`() async throws {
        let server = try RawServer { connection in while connection.readRequest() != nil { connection.answer() } }
        let exchange = await withCheckedContinuation { continuation in
            guard let client = try? makeClient() else { return continuation.resume(returning: Exchange()) }
            client.start(.init(url: server.url)) { event in
                guard case .finished = event else { return }
                client.start(.init(url: server.url + "/2")) { event in
                    guard case .head(let status, _) = event else { return }
                    withExtendedLifetime(client) { continuation.resume(returning: Exchange(status: status)) }
                }
            }
        }
        #expect(exchange.status == 200 && server.seen.count == 2)
    }

    @Test func `the thread sleeps while nothing happens`() async throws {
        let server = try RawServer { connection in
            while let request = connection.readRequest() {
                if request.hasPrefix("GET /slow") { Patience.blockingWhile() }
                connection.answer()
            }
        }
        let client = try makeClient()
        let before = await switches(client, server.url)
        // One request that waits for its answer, with every limit set, is "nothing" too.
        #expect(await Exchange.run(client, .init(url: server.url + "/slow")).status == 200)
        let after = await switches(client, server.url)
        #expect(after - before < 40)
    }

    /// How often the client's thread has gone to sleep so far.
    private func switches(_ client: HTTPClient, _ url: String) async -> Int {
        await withCheckedContinuation { continuation in
            client.start(.init(url: url)) { event in
                guard case .finished = event else { return }
                var usage = rusage()
                getrusage(1, &usage)  // RUSAGE_THREAD, which the header hides
                continuation.resume(returning: usage.ru_nvcsw)
            }
        }
    }
}
