import OpenAIWire
import TestSupport
import Testing

/// The window that a server states where it refuses a prompt for its length.
@Suite struct StatedWindowTests {
    private static func window(_ body: String, status: Int = 400) -> Int? {
        APIError(status: status, body: Array(body.utf8)).contextWindow
    }

    /// An OpenAI error with that text.
    private static func error(_ text: String) -> String {
        #"{"error":{"message":"\#(text)","type":"invalid_request_error","code":"context_length_exceeded"}}"#
    }

    @Test(
        .proves("OAI-044"),
        arguments: [
            (
                error("This model's maximum context length is 200 tokens. However, your messages resulted in 2500."),
                200
            ),
            (
                #"{"error":{"message":"This model's maximum context length is 256 tokens. However, you requested 2106 "#
                    + #"tokens (2106 in the messages, None in the completion).","type":"invalid_request_error"}}"#,
                256
            ),
            (
                #"{"object":"error","message":"This model's maximum context length is 6048 tokens.","code":400}"#,
                6_048
            ),
            (
                #"{"error":{"code":400,"message":"request (2107 tokens) exceeds the available context size (256 tokens), "#
                    + #"try increasing it","type":"exceed_context_size_error","n_prompt_tokens":2107,"n_ctx":256}}"#,
                256
            ),
            (#"{"error":"request (2107 tokens) exceeds the available context size (512 tokens), try"}"#, 512),
            (#"{"error":{"code":400,"message":"too long","type":"exceed_context_size_error","n_ctx":1024}}"#, 1_024),
            (#"{"type":"exceed_context_size_error","message":"too long","n_ctx":1024}"#, 1_024),
            (#"{"detail":"Current length is 9000 while limit is 8192"}"#, 8_192),
            (#"{"detail":"Current length is 9000 while limit is 8192."}"#, 8_192),
            ("The maximum context length is 4096", 4_096),
            (
                #"{"error":{"message":"\#(String(repeating: "litellm.BadRequestError: ", count: 20))"#
                    + #"maximum context length is 4096 tokens"}}"#,
                4_096
            ),
        ]
    )
    func `every known form states its window`(body: String, window: Int) {
        #expect(Self.window(body) == window)
        #expect(Self.window(body, status: 500) == window)
        var stream = ChatStreamDecoder()
        if body.hasPrefix(#"{"error":{"#) {
            stream.receive(Array("data: \(body)\n\n".utf8))
            guard case .failure(let error, _) = stream.end(.clean) else { return #expect(Bool(false), "no error") }
            #expect(error.contextWindow == window)
        }
    }

    @Test(
        .proves("OAI-044"),
        arguments: [
            ("63", nil), ("64", 64), ("10000000", 10_000_000), ("10000001", nil), ("99999999", nil),
            ("100000000", nil), (String(repeating: "9", count: 400), nil), ("", nil), ("-4096", nil), ("+4096", nil),
            ("04096", nil), ("4096k", nil), ("4k", nil), ("4,096", nil), ("4.096", nil), ("4096.5", nil),
            ("4096e1", nil), ("0x4096", nil), ("4096_", nil), ("4096-", nil), ("4096\u{0663}", nil),
            ("\u{0664}096", nil), (" 4096", nil), ("about 4096", nil), ("4096,", 4_096), ("4096. ", 4_096),
            ("4096)", 4_096), ("4096 tokens", 4_096), ("4096;8192", 4_096),
        ] as [(String, Int?)]
    )
    func `a number is taken whole or not at all`(text: String, window: Int?) {
        #expect(Self.window(Self.error("maximum context length is \(text)")) == window)
        #expect(Self.window(Self.error("exceeds the available context size (\(text)")) == window)
    }

    @Test(
        .proves("OAI-044"),
        arguments: [
            "\"4096\"", "null", "true", "-4096", "4096.0", "4.096e3", "63", "100000000", "[4096]", "{}",
            String(repeating: "9", count: 400),
        ]
    )
    func `a member of another form states nothing`(member: String) {
        #expect(Self.window(#"{"error":{"type":"exceed_context_size_error","n_ctx":\#(member)}}"#) == nil)
    }

    @Test(
        .proves("OAI-044"),
        arguments: [
            // No overflow, whatever the text says.
            #"{"error":{"message":"Rate limit: maximum context length is 4096 tokens","code":"rate_limit_exceeded"}}"#,
            #"{"error":{"message":"quota","code":"insufficient_quota","n_ctx":4096}}"#,
            // An overflow without a number that is the window.
            #"{"error":{"message":"prompt is too long: 9000 tokens","code":"context_length_exceeded"}}"#,
            #"{"error":{"message":"Context size has been exceeded."}}"#,
            #"{"error":{"code":"context_length_exceeded"}}"#, "maximum context length is", "<html>4096</html>", "",
        ]
    )
    func `what states no window teaches none`(body: String) {
        #expect(Self.window(body) == nil)
    }

    @Test(.proves("OAI-044")) func `a body that is cut states its window or none`() {
        let body = Self.error("maximum context length is 40960 tokens")
        for end in 0...body.utf8.count {
            // The cut text is no JSON, so that the digits there may be fewer: a smaller window, and never a larger one.
            if let window = Self.window(String(body.prefix(end))) { #expect(window <= 40_960) }
        }
        #expect(Self.window(body) == 40_960)
    }

    @Test(.proves("OAI-045")) func `the window stated last counts, and is no reason to repeat`() {
        let request = ChatRequest(model: "m", messages: [ChatMessage(.user, "system role")], isStream: true)
        var profile = ServerProfile()
        #expect(profile.contextWindow == nil)
        for window in [4_096, 2_048, 8_192] {
            let text = "maximum context length is \(window) tokens; stream_options"
            let error = APIError(status: 400, body: Array(Self.error(text).utf8))
            let isReworded = profile.learn(from: error, about: request)
            #expect(!isReworded)
            #expect(profile.contextWindow == window)
        }
        _ = profile.learn(from: APIError(.contextLength, status: 400, message: "too long"), about: request)
        #expect(profile.contextWindow == 8_192)
        #expect(profile.applied(to: request) == request)
    }
}
