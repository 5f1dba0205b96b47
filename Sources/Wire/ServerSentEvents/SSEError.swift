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
