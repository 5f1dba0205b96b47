import TestSupport
import Testing
import Wire

@testable import OpenAIWire

/// Answers, streams and errors beyond the recorded cases.
@Suite struct AnswerTests {
    private func stream(_ text: String, _ end: ChatStreamDecoder.Transport = .clean) -> ChatOutcome {
        var decoder = ChatStreamDecoder()
        decoder.receive(Array(text.utf8))
        return decoder.end(end)
    }

    private func kind(_ outcome: ChatOutcome) -> APIError.Class? {
        if case .failure(let error, _) = outcome { return error.class }
        return nil
    }

    @Test(
        .proves("OAI-031"),
        arguments: [
            ("", FinishReason.stop), ("eos", .stop), ("MAX_TOKENS", .length), ("SAFETY", .contentFilter),
            ("tool_use", .toolCalls), ("network_error", .error), ("insufficient_system_resource", .overloaded),
            ("banana", .other),
        ]
    )
    func `every server's word for the end is known`(word: String, reason: FinishReason) {
        #expect(FinishReason(word) == reason)
    }

    @Test(
        .proves("OAI-033"),
        arguments: [
            ("<think>a</think>\n\nB", "B"), ("a</think>B", "B"), ("<think>a", ""), ("\n<thinking>x</thinking>y", "y"),
            ("a <think> b </think> c", "a <think> b </think> c"), ("plain", "plain"), (" <reasoning>r</reasoning>", ""),
            ("<think>a</think>\n<think>b</think>\nC", "C"), ("a</think><thinking>b</thinking>C", "C"),
            ("<think>a</think><think>b", ""), ("<think>\u{301}a</think>B", "B"),
            ("<think>a</think>B</think>C", "B</think>C"),
        ]
    )
    func `reasoning is taken out`(raw: String, text: String) { #expect(ReasoningFilter.strip(raw) == text) }

    @Test(.proves("OAI-033")) func `reasoning is taken out of a stream, wherever its tags are cut`() {
        for raw in ["<think>plan</think>\n\nB", "plan</think>B", "<think>a</think>\n<reasoning>b</reasoning>B"] {
            for size in 1...raw.count {
                let chunks = stride(from: 0, to: raw.count, by: size)
                    .map { start -> String in
                        let delta: JSONValue = ["content": .string(String(raw.dropFirst(start).prefix(size)))]
                        let chunk: JSONValue = ["choices": .array([["delta": delta]])]
                        return "data: \(String(decoding: chunk.encoded(), as: UTF8.self))\n\n"
                    }
                    .joined()
                #expect(stream(chunks + "data: [DONE]\n\n") == .answer(ChatAnswer(text: "B")))
                #expect(stream(chunks) == .failure(APIError(.truncated, status: 200), partial: "B"))
            }
        }
    }

    @Test(.proves("OAI-020", "OAI-022")) func `a message beside null, and parts that are texts or refusals`() {
        let beside = #"{"choices":[{"message":null,"delta":{"content":"Hi"}}]}"#
        #expect(ChatResponse.decode(Array(beside.utf8)) == .answer(ChatAnswer(text: "Hi")))
        let texts = #"{"choices":[{"message":{"content":["H","i"]}}]}"#
        #expect(ChatResponse.decode(Array(texts.utf8)) == .answer(ChatAnswer(text: "Hi")))
        let refusal = #"{"choices":[{"message":{"content":[{"type":"refusal","refusal":"No."}]}}]}"#
        #expect(ChatResponse.decode(Array(refusal.utf8)) == .answer(ChatAnswer(text: "No.")))
    }

    @Test(.proves("OAI-022")) func `an empty answer is an error, a refusal is a text`() {
        let empty = #"{"choices":[{"index":0,"message":{"content":"  "},"finish_reason":"stop"}]}"#
        #expect(kind(ChatResponse.decode(Array(empty.utf8))) == .emptyAnswer)
        let held = #"{"choices":[{"index":0,"message":{"content":null},"finish_reason":"content_filter"}]}"#
        #expect(kind(ChatResponse.decode(Array(held.utf8))) == .contentFilter)
        let refusal = #"{"choices":[{"index":0,"message":{"content":null,"refusal":"No."},"finish_reason":"stop"}]}"#
        #expect(ChatResponse.decode(Array(refusal.utf8)) == .answer(ChatAnswer(text: "No.", finish: .stop)))
    }

    @Test(.proves("OAI-023")) func `a page, a list and an error without choices are no answers`() {
        #expect(kind(ChatResponse.decode(Array("<html>".utf8))) == .gateway)
        #expect(kind(ChatResponse.decode(Array("[]".utf8))) == .protocolViolation)
        #expect(kind(ChatResponse.decode(Array(#"{"choices":null}"#.utf8))) == .protocolViolation)
        #expect(kind(ChatResponse.decode(Array(#"{"message":"busy","code":429}"#.utf8))) == .rateLimit)
    }

    @Test(.proves("OAI-024")) func `half a surrogate pair and a repeated name are borne`() {
        let body = #"{"choices":[],"choices":[{"message":{"content":"a\ud83d"}}]}"#
        #expect(ChatResponse.decode(Array(body.utf8)) == .answer(ChatAnswer(text: "a\u{FFFD}")))
    }

    @Test(.proves("OAI-030")) func `usage may come as text and without its total`() throws {
        let json = try JSONParser.parse(Array(#"{"prompt_tokens":"3","completion_tokens":4}"#.utf8))
        #expect(Usage(json) == Usage(prompt: 3, completion: 4, total: 7))
        #expect(Usage(.null) == nil)
        let huge = #"{"prompt_tokens":9223372036854775807,"completion_tokens":9}"#
        #expect(Usage(try JSONParser.parse(Array(huge.utf8))) == nil)
        #expect(Usage(try JSONParser.parse(Array(#"{"prompt_tokens":true,"completion_tokens":1}"#.utf8))) == nil)
    }

    @Test(.proves("OAI-025", "OAI-026")) func `the end of a stream is judged by what was seen`() {
        let text = #"data: {"choices":[{"delta":{"content":"Hi"}}]}"# + "\n\n"
        let finish = #"data: {"choices":[{"delta":{},"finish_reason":"stop"}]}"# + "\n\n"
        #expect(kind(stream("")) == .truncated)
        #expect(kind(stream(text)) == .truncated)
        #expect(kind(stream(text, .aborted)) == .truncated)
        #expect(stream(text + finish, .aborted) == .answer(ChatAnswer(text: "Hi", finish: .stop)))
        #expect(stream(text + "data: [DONE]\n\n") == .answer(ChatAnswer(text: "Hi")))
        #expect(kind(stream("data: [DONE]\n\n")) == .emptyAnswer)
    }

    @Test(.proves("OAI-027", "OAI-041")) func `an error inside a stream ends it, and the text before is kept`() {
        let text = #"data: {"choices":[{"delta":{"content":"Hi"}}]}"# + "\n\n"
        let error = #"data: {"error":{"message":"The server had an error","code":"503"}}"# + "\n\n"
        guard case .failure(let failure, let partial) = stream(text + error + text) else {
            Issue.record("no failure")
            return
        }
        #expect(failure.class == .overloaded)
        #expect(failure.status == 503)
        #expect(partial == "Hi")
        #expect(
            kind(stream("event: error\ndata: {\"message\":\"context size has been exceeded\"}\n\n")) == .contextLength
        )
        // The event's name alone says it, whatever the object holds.
        #expect(kind(stream(text + "event: error\ndata: {\"code\":503}\n\ndata: [DONE]\n\n")) == .overloaded)
        #expect(kind(stream("data: nonsense\n\n")) == .protocolViolation)
    }

    @Test(.proves("OAI-028")) func `events of empty data and what follows the end are ignored`() {
        let text = #"data: {"choices":[{"delta":{"content":"Hi"}}]}"# + "\n\n"
        #expect(stream("data:\n\n" + text + "data: [DONE]\n\n" + text) == .answer(ChatAnswer(text: "Hi")))
    }

    @Test(.proves("OAI-029")) func `plain JSON in place of a stream is read`() {
        let body = #"{"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]}"#
        #expect(stream(body) == .answer(ChatAnswer(text: "Hi", finish: .stop)))
        #expect(stream("\u{FEFF}" + body) == .answer(ChatAnswer(text: "Hi", finish: .stop)))
    }

    @Test func `an endless event is a violation`() {
        var decoder = ChatStreamDecoder()
        let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
        decoder.receive(Array("data: ".utf8))
        for _ in 0..<9 { decoder.receive(piece) }
        #expect(kind(decoder.end(.clean)) == .protocolViolation)
    }

    @Test(
        .proves("OAI-040", "OAI-042"),
        arguments: [
            (402, "{}", APIError.Class.quota), (403, "{}", .forbidden), (404, "{}", .endpointNotFound),
            (404, #"{"error":{"message":"The model x does not exist"}}"#, .modelNotFound),
            (400, #"{"error":{"message":"Invalid model name passed in model=x"}}"#, .modelNotFound),
            (404, #"{"error":{"code":"DeploymentNotFound"}}"#, .modelNotFound), (408, "", .timeout),
            (409, "", .conflict), (413, "", .requestTooLarge), (418, "", .badRequest), (504, "", .gateway),
            (500, "<html>", .gateway), (529, "", .overloaded), (302, "", .redirect), (100, "<p>", .gateway),
            (100, "", .server), (429, #"{"error":{"message":"Request too large for gpt-4"}}"#, .requestTooLarge),
            (429, #"{"error":{"type":"insufficient_quota"}}"#, .quota),
            (
                400, #"{"error":{"message":"Unrecognized request argument supplied: stream_options"}}"#,
                .unsupportedParameter
            ),
            (400, #"{"error":{"innererror":{"code":"ResponsibleAIPolicyViolation"}}}"#, .contentFilter),
            (400, #"{"error":{"code":"data_inspection_failed"}}"#, .contentFilter), (500, #"{"detail":"no"}"#, .server),
            (
                400, #"{"error":{"message":"Please reduce: current length is 9000 while limit is 8192"}}"#,
                .contextLength
            ),
            (422, #"{"errors":[{"message":"prompt is too long"}]}"#, .contextLength),
        ]
    )
    func `an error has its class`(status: Int, body: String, expected: APIError.Class) {
        let error = APIError(status: status, body: Array(body.utf8))
        #expect(error.class == expected)
        #expect(error.status == status)
        #expect(error.message.count <= 200)
    }

    @Test(.proves("OAI-043")) func `a server's message is cut for the log`() {
        let error = APIError(status: 500, body: [UInt8](repeating: UInt8(ascii: "x"), count: 5000))
        #expect(error.message.count == 200)
    }
}
