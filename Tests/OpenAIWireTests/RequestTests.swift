import TestSupport
import Testing
import Wire

@testable import OpenAIWire

/// Requests: their bytes, and where they go.
@Suite struct RequestTests {
    private let messages = [ChatMessage(.system, "Be \"brief\"."), ChatMessage(.user, "你好\n😀")]

    @Test(.proves("OAI-001", "OAI-002", "OAI-003", "OAI-004"))
    func `a request without stream has two members`() {
        let request = ChatRequest(model: "gpt-4o-mini", messages: messages, isStream: false)
        let expected =
            #"{"model":"gpt-4o-mini","messages":[{"role":"system","content":"Be \"brief\"."},"#
            + #"{"role":"user","content":"你好\n😀"}]}"#
        #expect(String(decoding: request.encoded(), as: UTF8.self) == expected)
        #expect(request.encoded() == request.encoded())
    }

    @Test(.proves("OAI-005"), arguments: [true, false])
    func `a stream asks for its usage, unless the server refuses that`(includesUsage: Bool) {
        let request = ChatRequest(model: "m", messages: messages, isStream: true, includesUsage: includesUsage)
        #expect(request.json["stream"]?.bool == true)
        #expect(request.json["stream_options"]?["include_usage"]?.bool == (includesUsage ? true : nil))
    }

    @Test(
        .proves("OAI-010"),
        arguments: [
            ("https://api.openai.com/v1", "https://api.openai.com/v1/chat/completions"),
            ("http://h:11434/v1///", "http://h:11434/v1/chat/completions"),
            ("http://h/v1/chat/completions", "http://h/v1/chat/completions"),
            (
                "https://a.example/deployments/d?api-version=1",
                "https://a.example/deployments/d/chat/completions?api-version=1"
            ),
        ]
    )
    func `the endpoint is joined to the base`(base: String, url: String) {
        #expect(EndpointURL.chatCompletions(base: base) == url)
    }
}
