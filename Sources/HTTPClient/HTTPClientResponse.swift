import Synchronization

/// A whole answer.
public struct HTTPClientResponse: Sendable {
    /// The status, 200 to 599.
    public var status: Int
    /// The header fields as received.
    public var headers: [(name: String, value: String)]
    /// The body.
    public var body: [UInt8]

    /// Creates a response.
    public init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The value of the first field of that name, compared without case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// What happens to one request, in this order: at most one head, any number of body pieces, exactly one end.
public enum HTTPClientEvent: Sendable {
    /// The final status (never 1xx; a redirect is a status like any other) and the header fields as received.
    case head(status: Int, headers: [(name: String, value: String)])
    /// The next bytes of the body, with the transfer coding undone; never empty.
    case body([UInt8])
    /// The end. No event follows.
    case finished(Result<Void, HTTPClientError>)
}

/// A request under way.
public struct HTTPClientTask: Sendable {
    let mailbox: Mailbox
    let id: UInt64

    /// Ends the request from any thread; it finishes with ``HTTPClientError/Kind/cancelled`` unless it already has.
    public func cancel() { mailbox.post(.cancel(id)) }
}

/// Gathers one request's events into a whole response.
final class ResponseCollector: Sendable {
    private let response = Mutex(HTTPClientResponse(status: 0))

    /// Takes the next event; returns the result at the last one.
    func take(_ event: HTTPClientEvent) -> Result<HTTPClientResponse, HTTPClientError>? {
        response.withLock { response in
            switch event {
            case .head(let status, let headers):
                response.status = status
                response.headers = headers
                return nil
            case .body(let bytes):
                response.body += bytes
                return nil
            case .finished(let end):
                let whole = response
                return end.map { whole }
            }
        }
    }
}
