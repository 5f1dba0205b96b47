import Synchronization

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
