/// Why an event stream was refused; malformed text never is, it is repaired as the standard says.
public struct SSEError: WireError {
    /// What was wrong.
    public let code: Code
    /// The byte at fault, from 0 at the first byte of the stream.
    public let offset: Int

    /// Creates an error at a byte.
    public init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }

    /// The name of the code, for example `event-too-large`.
    public var codeName: String { code.rawValue }

    /// The requirement of `Specs/sse/SPEC.md` that the stream breaks.
    public var requirement: String { "SSE-024" }

    /// One sentence that says what is wrong.
    public var message: String { "An event is larger than the limit." }
}

extension SSEError {
    /// The closed list of faults.
    public enum Code: String, Sendable, CaseIterable {
        case eventTooLarge = "event-too-large"
    }
}
