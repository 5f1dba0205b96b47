import SynoWire
import Wire

extension InspectKind {
    /// The kinds, in the order of the help.
    public static let all: [InspectKind] = alphabet + synology

    private static let alphabet: [InspectKind] = [
        InspectKind("json", "one JSON text (RFC 8259)") { (bytes) throws(JSONError) in try JSONParser.parse(bytes) },
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
            try SynoMessage.decode(bytes).canonicalJSON
        },
        InspectKind("syno-command", "a slash command: the form body") { (bytes) throws(SynoError) in
            try SynoCommand.decode(bytes).canonicalJSON
        },
        InspectKind("syno-outgoing", "a channel's outgoing webhook: the form body") { (bytes) throws(SynoError) in
            try SynoOutgoing.decode(bytes).canonicalJSON
        },
        InspectKind("syno-callback", "a pressed button: the form body") { (bytes) throws(SynoError) in
            try SynoCallback.decode(bytes).canonicalJSON
        },
        InspectKind("syno-response", "Chat's answer to a post: the JSON body") { (bytes) throws(SynoError) in
            try SynoResponse.decode(bytes).canonicalJSON
        },
    ]
}
