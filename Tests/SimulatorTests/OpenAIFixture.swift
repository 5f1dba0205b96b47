import HTTPClient
import Simulator
import Synchronization
import TestSupport
import Testing
import Wire

/// A simulated OpenAI endpoint and the real client.
final class OpenAIFixture: Sendable {
    let model: OpenAIServer
    let client: HTTPClient

    init(_ change: (inout OpenAIConfiguration) -> Void = { _ in }) throws {
        var configuration = OpenAIConfiguration()
        change(&configuration)
        model = try OpenAIServer(configuration: configuration)
        client = try HTTPClient()
    }

    deinit {
        model.stop()
        client.shutdown()
    }

    /// What a request came to: what arrived of the answer, and why it is not whole.
    struct Outcome: Sendable {
        var status: Int?
        var headers: [(name: String, value: String)] = []
        var body: [UInt8] = []
        var pieces = 0
        var failure: HTTPClientError?

        var text: String { String(decoding: body, as: UTF8.self) }
        var json: JSONValue? { try? JSONParser.parse(body) }
        /// The data of the events of a stream.
        var events: [String] {
            text.components(separatedByBlankLine: ()).compactMap {
                $0.hasPrefix("data: ") ? String($0.dropFirst(6)) : nil
            }
        }
    }

    /// Sends a request and waits for its end.
    func send(
        _ method: String,
        _ path: String,
        _ body: String = "",
        key: String? = nil,
        idle: Double = Patience.seconds
    ) async -> Outcome {
        var request = HTTPClientRequest(method: method, url: model.address + path, headers: [], body: Array(body.utf8))
        if let key { request.headers.append((name: "Authorization", value: "Bearer \(key)")) }
        request.idleTimeout = idle
        request.totalTimeout = Patience.seconds
        let outcome = Mutex(Outcome())
        return await withCheckedContinuation { continuation in
            client.start(request) { event in
                let whole: Outcome? = outcome.withLock { outcome in
                    switch event {
                    case .head(let status, let headers):
                        outcome.status = status
                        outcome.headers = headers
                    case .body(let bytes):
                        outcome.body += bytes
                        outcome.pieces += 1
                    case .finished(let result):
                        if case .failure(let error) = result { outcome.failure = error }
                        return outcome
                    }
                    return nil
                }
                if let whole { continuation.resume(returning: whole) }
            }
        }
    }

    /// Asks a question.
    func ask(
        _ text: String = "Hello",
        model name: String = "gpt-4o-mini",
        isStream: Bool = true,
        idle: Double = Patience.seconds
    ) async -> Outcome {
        let messages: JSONValue = [["role": "user", "content": .string(text)]]
        var body: JSONObject = ["model": .string(name), "messages": messages, "stream": .bool(isStream)]
        if isStream { body.append("stream_options", ["include_usage": true]) }
        let json = String(decoding: JSONValue.object(body).encoded(), as: UTF8.self)
        return await send("POST", "/v1/chat/completions", json, idle: idle)
    }
}

extension String {
    /// The text between blank lines.
    fileprivate func components(separatedByBlankLine: Void) -> [Substring] {
        var parts: [Substring] = []
        var rest = self[...]
        while let end = rest.firstRange(of: "\n\n") {
            parts.append(rest[..<end.lowerBound])
            rest = rest[end.upperBound...]
        }
        return parts + (rest.isEmpty ? [] : [rest])
    }
}
