/// An event of a `text/event-stream` (WHATWG HTML §9.2).
public struct ServerSentEvent: Sendable, Equatable {
    /// The type: the last `event` field of the block, or `message`.
    public let event: String
    /// The `data` fields of the block, joined with LF; may be empty after a bare `data`, never without one.
    public let data: String
    /// The last event ID: the last valid `id` field of the stream so far, or empty.
    public let id: String
    /// The reconnection time in milliseconds: the last valid `retry` field of the stream so far, or `nil`.
    public let retry: Int?

    /// Creates an event.
    public init(event: String = "message", data: String, id: String = "", retry: Int? = nil) {
        self.event = event
        self.data = data
        self.id = id
        self.retry = retry
    }

    /// The event as an object of four members.
    public var json: JSONValue {
        [
            "event": .string(event), "data": .string(data), "id": .string(id),
            "retry": retry.map { .number(JSONNumber($0)) } ?? .null,
        ]
    }
}

/// Why an event stream was refused; malformed text never is, it is repaired as the standard says.
public typealias SSEError = CodecError<SSEFault>

/// What `Specs/sse/SPEC.md` refuses.
public enum SSEFault: String, FaultCode {
    case eventTooLarge = "event-too-large"

    /// The requirement of `Specs/sse/SPEC.md`.
    public var requirement: String { "SSE-024" }

    /// One sentence that says what is wrong.
    public var message: String { "An event is larger than the limit." }
}
