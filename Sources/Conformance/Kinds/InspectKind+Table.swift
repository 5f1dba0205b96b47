import OpenAIWire
import SynoWire
import Wire

extension InspectKind {
    /// The kinds, in the order of the help.
    public static let all: [InspectKind] = alphabet + synology + openAI

    private static let alphabet: [InspectKind] = [
        InspectKind("json", "one JSON text (RFC 8259), no name twice in an object") { (bytes) throws(JSONError) in
            try JSONParser.parse(bytes)
        },
        InspectKind("form", "form pairs by the strict profile (Specs/form)") { (bytes) throws(FormError) in
            .array(try FormParser.parse(bytes, rules: .synology).map(\.json))
        },
        InspectKind("http-request", "one HTTP/1.1 request (RFC 9112)") { (bytes) throws(HTTPRequestError) in
            try HTTPRequestParser.parse(bytes).json
        },
        InspectKind("sse", "a stream of server-sent events, whole") { (bytes) throws(SSEError) in
            var parser = ServerSentEventParser()
            parser.receive(bytes)
            var events: [JSONValue] = []
            while let event = try parser.next() { events.append(event.json) }
            return .array(events)
        },
    ]

    private static let synology: [InspectKind] = [
        InspectKind("syno-message", "a bot's outgoing webhook: the form body") { (bytes) throws(SynoError) in
            try bounded(bytes, SynoMessage.self)
        },
        InspectKind("syno-command", "a slash command: the form body") { (bytes) throws(SynoError) in
            try bounded(bytes, SynoCommand.self)
        },
        InspectKind("syno-outgoing", "a channel's outgoing webhook: the form body") { (bytes) throws(SynoError) in
            try bounded(bytes, SynoOutgoing.self)
        },
        InspectKind("syno-callback", "a pressed button: the form body") { (bytes) throws(SynoError) in
            try bounded(bytes, SynoCallback.self)
        },
        InspectKind("syno-response", "Chat's answer to a post: the JSON body") { (bytes) throws(SynoError) in
            try SynoResponse.decode(bytes).canonicalJSON
        },
    ]

    /// Reads a form body, which has a largest size (SYN-007).
    private static func bounded<Value: SynoDecodable>(
        _ bytes: [UInt8],
        _: Value.Type
    ) throws(SynoError) -> JSONValue {
        var decoder = SynoBodyDecoder<Value>()
        try decoder.receive(bytes)
        return try decoder.finish().canonicalJSON
    }

    private static let openAI: [InspectKind] = [
        InspectKind("openai-request", "a chat completion request as the bot sends it") { (bytes) throws(OpenAIError) in
            try ChatRequest.decode(bytes).canonicalJSON
        },
        InspectKind("openai-response", "a chat completion: the JSON body") { (bytes) throws(OpenAIError) in
            try ChatCompletion.decode(bytes).canonicalJSON
        },
        InspectKind("openai-error", "an API error: the JSON body") { (bytes) throws(OpenAIError) in
            try ErrorBody.decode(bytes).canonicalJSON
        },
        InspectKind("openai-stream", "a streamed chat completion, whole") { (bytes) throws(OpenAIError) in
            var assembler = ChatCompletionAssembler()
            try assembler.receive(bytes)
            return try assembler.finish().canonicalJSON
        },
    ]
}
