import TestSupport
import Glibc
import HTTPClient
import Synchronization
import TestSupport

/// What a request came to: its events, in order.
struct Exchange: Sendable {
    var status: Int?
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    var pieces = 0
    var failure: HTTPClientError?

    var text: String { String(decoding: body, as: UTF8.self) }
    var kind: HTTPClientError.Kind? { failure?.kind }

    /// Runs a request to its end.
    static func run(_ client: HTTPClient, _ request: HTTPClientRequest) async -> Exchange {
        await withCheckedContinuation { continuation in
            let state = Mutex(Exchange())
            client.start(request) { event in
                if let whole = state.withLock({ $0.take(event) }) { continuation.resume(returning: whole) }
            }
        }
    }

    /// Takes an event; returns the exchange at its end.
    mutating func take(_ event: HTTPClientEvent) -> Exchange? {
        switch event {
        case .head(let status, let headers):
            self.status = status
            self.headers = headers
        case .body(let bytes):
            body += bytes
            pieces += 1
        case .finished(let result):
            if case .failure(let error) = result { failure = error }
            return self
        }
        return nil
    }
}

/// A client whose process has proxy variables that lead nowhere: set once, before the first client's thread reads them.
func makeClient(_ change: (inout HTTPClient.Configuration) -> Void = { _ in }) throws -> HTTPClient {
    _ = proxyVariables
    var configuration = HTTPClient.Configuration()
    change(&configuration)
    return try HTTPClient(configuration: configuration)
}

/// The proxy that `http_proxy` names.
let proxyVariables: RawServer? = {
    let proxy = try? RawServer { connection in
        while connection.readRequest() != nil { connection.answer("200 OK", "by the proxy") }
    }
    if let proxy { setenv("http_proxy", proxy.url, 1) }
    return proxy
}()
