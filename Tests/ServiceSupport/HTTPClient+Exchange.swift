package import HTTPClient

extension HTTPClient {
    /// Sends a request and waits for the end of its answer.
    package func exchange(_ request: HTTPClientRequest) async throws -> HTTPClientResponse {
        try await withCheckedThrowingContinuation { continuation in
            send(request) { continuation.resume(with: $0) }
        }
    }

    /// Sends a request to a port of this machine; `body` is a form unless `type` or `headers` say otherwise.
    package func exchange(
        _ method: String,
        _ path: String,
        port: UInt16,
        body: String? = nil,
        type: String = "application/x-www-form-urlencoded",
        headers: [(name: String, value: String)] = []
    ) async throws -> HTTPClientResponse {
        let content = body == nil ? [] : [(name: "Content-Type", value: type)]
        return try await exchange(
            HTTPClientRequest(
                method: method,
                url: "http://127.0.0.1:\(port)\(path)",
                headers: content + headers,
                body: body.map { Array($0.utf8) } ?? []
            )
        )
    }
}
