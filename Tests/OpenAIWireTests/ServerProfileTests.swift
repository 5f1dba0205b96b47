import OpenAIWire
import TestSupport
import Testing

@Suite struct ServerProfileTests {
    private let plain = ChatRequest(
        model: "m",
        messages: [
            ChatMessage(.system, "Be brief."), ChatMessage(.user, "a"), ChatMessage(.assistant, "b"),
            ChatMessage(.user, "c"),
        ],
        isStream: true
    )

    @Test(.proves("OAI-056")) func `a request is worded as before until a server refuses`() {
        #expect(ServerProfile().applied(to: plain) == plain)
    }

    @Test(
        .proves("OAI-056"),
        arguments: [
            (400, "Unrecognized request argument supplied: stream_options"),
            (422, "[{'type': 'extra_forbidden', 'loc': ('body', 'stream_options', 'include_usage')}]"),
        ]
    )
    func `options of the stream that a server refuses are left out`(status: Int, message: String) {
        var profile = ServerProfile()
        let wasLearned = profile.learn(from: APIError(.badRequest, status: status, message: message), about: plain)
        #expect(wasLearned)
        var expected = plain
        expected.includesUsage = false
        #expect(profile.applied(to: plain) == expected)
        #expect(!expected.encoded().elementsEqual(plain.encoded()))
        // Refused once more, it is another fault.
        let isLearnedAgain = profile.learn(
            from: APIError(.badRequest, status: status, message: message),
            about: expected
        )
        #expect(!isLearnedAgain)
    }

    @Test(
        .proves("OAI-056"),
        arguments: [
            #"{"detail":[{"type":"extra_forbidden","loc":["body","stream_options","include_usage"],"msg":"Extra inputs"}]}"#,
            #"{"object":"error","message":{"detail":[{"loc":["body","stream_options"],"msg":"Extra inputs"}]}}"#,
            #"{"error":{"message":"Unsupported parameter","code":"unsupported_parameter","param":"stream_options"}}"#,
            #"{"error":{"message":"\#(String(repeating: "litellm: ", count: 40))unrecognized: stream_options"}}"#,
        ]
    )
    func `the name of what is refused is found wherever a body has it`(body: String) {
        var profile = ServerProfile()
        let wasLearned = profile.learn(from: APIError(status: 422, body: Array(body.utf8)), about: plain)
        #expect(wasLearned)
        #expect(profile.omitsUsage)
    }

    @Test(.proves("OAI-058")) func `a role that is refused as a parameter is that of the first message`() {
        let body = #"{"error":{"message":"Unsupported value","code":"unsupported_value","param":"messages[0].role"}}"#
        let error = APIError(status: 400, body: Array(body.utf8))
        var profile = ServerProfile()
        let wasLearned = profile.learn(from: error, about: plain)
        #expect(wasLearned)
        #expect(profile.mergesSystem)
        var other = ServerProfile()
        var later = plain
        later.messages = [ChatMessage(.user, "a"), ChatMessage(.system, "b")]
        let isLearned = other.learn(from: error, about: later)
        #expect(!isLearned)
    }

    @Test(.proves("OAI-057")) func `a model that only streams is asked for a stream`() throws {
        let message = try #require(try Self.message("E54"))
        var request = plain
        request.isStream = false
        var profile = ServerProfile()
        let wasLearned = profile.learn(from: APIError(.badRequest, status: 400, message: message), about: request)
        #expect(wasLearned)
        #expect(profile.applied(to: request) == plain)
        let isLearnedAgain = profile.learn(from: APIError(.badRequest, status: 400, message: message), about: plain)
        #expect(!isLearnedAgain)
    }

    @Test(.proves("OAI-058")) func `a system prompt that is refused stands before the first question`() throws {
        let message = try #require(try Self.message("E35"))
        var profile = ServerProfile()
        let wasLearned = profile.learn(
            from: APIError(.unsupportedParameter, status: 400, message: message),
            about: plain
        )
        #expect(wasLearned)
        let merged = profile.applied(to: plain)
        #expect(merged.messages.map(\.role) == [.user, .assistant, .user])
        #expect(merged.messages.map(\.content) == ["Be brief.\n\na", "b", "c"])
        let isLearnedAgain = profile.learn(
            from: APIError(.unsupportedParameter, status: 400, message: message),
            about: merged
        )
        #expect(!isLearnedAgain)
    }

    @Test(.proves("OAI-056", "OAI-057", "OAI-058"), arguments: [401, 403, 404, 413, 429, 500, 503])
    func `other statuses refuse no parameter`(status: Int) {
        var profile = ServerProfile()
        let words = "stream_options, include_usage, system role, only support stream"
        let wasLearned = profile.learn(from: APIError(.badRequest, status: status, message: words), about: plain)
        #expect(!wasLearned)
        #expect(profile == ServerProfile())
    }

    @Test(.proves("OAI-056")) func `an error about something else changes nothing`() {
        var profile = ServerProfile()
        for message in ["", "temperature must be below 2", "messages[3].content is too long"] {
            let wasLearned = profile.learn(from: APIError(.badRequest, status: 400, message: message), about: plain)
            #expect(!wasLearned)
        }
        #expect(profile == ServerProfile())
    }

    /// The message of a recorded error.
    private static func message(_ id: String) throws -> String? {
        let recorded = try OpenAICase.all().first { $0.description.hasPrefix(id) }
        return recorded.map { APIError(status: $0.status, body: Array($0.pieces.joined())).message }
    }
}
