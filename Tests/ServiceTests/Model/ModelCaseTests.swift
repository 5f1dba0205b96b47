import Bot
import OpenAIWire
import TestSupport
import Testing

@testable import Service

/// The recorded answers of `Specs/openai/cases.jsonl` over a real socket, chunk by chunk as they were given, through the
/// bot's own client.
@Suite struct ModelCaseTests {
    private static let cases = (try? OpenAICase.all()) ?? []

    @Test(.proves("OAI-020", "OAI-025", "OAI-026", "OAI-027", "OAI-029", "OAI-040", "OAI-050"), arguments: cases)
    func `a recorded answer comes to its result over a socket`(_ vector: OpenAICase) async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write(Self.head(vector))
            for piece in vector.pieces where !piece.isEmpty {
                if vector.isChunked { connection.write("\(String(piece.count, radix: 16))\r\n") }
                connection.write(piece)
                if vector.isChunked { connection.write("\r\n") }
            }
            if vector.isChunked, !vector.isAborted { connection.write("0\r\n\r\n") }
        }
        let result = try await ModelStage(server, isStreaming: vector.isStream).ask()
        Self.check(result, vector.expected)
        // E54: a model that wants to be asked for a stream is asked once more.
        let requests = vector.description.hasPrefix("E54") ? 2 : 1
        #expect(server.seen.count == requests && server.seen[0].hasPrefix("POST /v1/chat/completions HTTP/1.1\r\n"))
    }

    @Test(.proves("OAI-052")) func `a wait beyond all bounds is told and not waited for`() async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write(
                "HTTP/1.1 429 Slow\r\nRetry-After: 1e300\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
        }
        guard case .failed(.rateLimited(let seconds), let repeatAfter, _) = try await ModelStage(server).ask() else {
            throw NotRateLimited()
        }
        #expect(seconds == Int(RetryPolicy.longestWish))
        #expect(repeatAfter == nil)
    }

    @Test(
        .proves("OAI-027"),
        arguments: ["{\"error\":{\"message\":\"m\",\"code\":500}}", "{\"choices\":[{"]
    )
    func `an error in a stream ends the reading, although the server goes on`(data: String) async throws {
        let server = try RawServer { connection in
            guard connection.readRequest() != nil else { return }
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: \(data)\n\n")
            connection.waitForClose()
        }
        // The connection's other end waits longer than the client's limits, which would be another failure.
        guard case .failed(.serverFault, .some, _) = try await ModelStage(server).ask() else {
            throw NotAnError()
        }
    }

    private struct NotAnError: Error {}
    private struct NotRateLimited: Error {}

    private static func head(_ vector: OpenAICase) -> String {
        let length = vector.pieces.reduce(0) { $0 + $1.count }
        let framing = vector.isChunked ? "Transfer-Encoding: chunked" : "Content-Length: \(length)"
        let fields = vector.headers.map { "\($0.key): \($0.value)\r\n" }.joined()
        return "HTTP/1.1 \(vector.status) Recorded\r\n\(fields)\(framing)\r\nConnection: close\r\n\r\n"
    }

    private static func check(_ result: ModelResult, _ expected: OpenAICase.Expectation) {
        switch result {
        case .answered(let answer):
            #expect(expected.isAnswer)
            if let text = expected.text { #expect(answer.text == text) }
            #expect(answer.usage?.total == expected.usage?["total"])
        case .overflowed(let error):
            #expect(expected.errorClass == "context_length")
            #expect(error.contextWindow == expected.window)
        case .failed(let failure, let repeatAfter, _):
            #expect(!expected.isAnswer)
            if let kind = expected.errorClass.flatMap(APIError.Class.init) {
                let wait: Int? = if case .rateLimited(let seconds) = failure { seconds } else { nil }
                #expect(failure == TurnFailure(APIError(kind), model: "m", wait: wait))
            }
            if let retry = expected.retry { #expect((repeatAfter != nil) == retry) }
            if expected.waitsForDate { #expect(repeatAfter == 30_000) }
        }
    }
}
