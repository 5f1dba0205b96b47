import Dispatch
import HTTPClient
import Synchronization

/// Sends one request after the other and waits for each answer: a check has nothing else to do.
final class LiveClient: Sendable {
    private let client: HTTPClient
    private let clock: LiveClock

    /// Starts the client.
    init(clock: LiveClock = .machine) throws(HTTPClientError) {
        self.clock = clock
        var configuration = HTTPClient.Configuration()
        configuration.userAgent = "synology-chatgpt-conformance"
        // A server may close a connection after any answer (RFC 9112 §9.5): on a shared one the next probe would be
        // blamed for that (OAI-170).
        configuration.reusesConnections = false
        client = try HTTPClient(configuration: configuration)
    }

    deinit { client.shutdown() }

    /// Waits for this many seconds.
    func pause(_ seconds: Double) { clock.pause(seconds) }

    /// Sends a request; what arrived of an answer that broke off is kept.
    func send(_ name: String, _ request: HTTPClientRequest) -> LiveAnswer {
        let answer = Mutex(LiveAnswer(name: name))
        let done = DispatchSemaphore(value: 0)
        let began = clock.now()
        client.start(request) { event in
            switch event {
            case .head(let status, let headers):
                answer.withLock {
                    $0.status = status
                    $0.headers = headers
                }
            case .body(let bytes): answer.withLock { $0.body += bytes }
            case .finished(let result):
                if case .failure(let error) = result { answer.withLock { $0.failure = error } }
                done.signal()
            }
        }
        done.wait()
        var whole = answer.withLock { $0 }
        whole.seconds = clock.now() - began
        return whole
    }
}
