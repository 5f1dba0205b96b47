import Wire

extension InspectKind {
    /// The kinds, in the order of the help.
    public static let all: [InspectKind] = [
        InspectKind("json", "one JSON text (RFC 8259)") { (bytes) throws(JSONError) in try JSONParser.parse(bytes) },
        InspectKind("form", "application/x-www-form-urlencoded pairs") { (bytes) throws(FormError) in
            .array(try FormParser.parse(bytes).map(\.json))
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
}
