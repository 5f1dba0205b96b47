public import Wire

/// Why bytes are not what the Chat Completions API defines.
public struct OpenAIError: WireError {
    /// The closed list of faults.
    public enum Code: Sendable, Equatable {
        /// The JSON is sound, what it says is not.
        case chat(OpenAIFault)
        /// The JSON itself is malformed.
        case json(JSONError)
        /// The event stream is refused.
        case events(SSEError)
    }

    /// What is wrong.
    public let code: Code
    /// Where: an index into the bytes as they were received.
    ///
    /// A missing member is reported at the end of the JSON text. Inside an event it counts from the first byte of the
    /// data, as if the data stood on one line; beyond a byte that is no UTF-8 it stays at that byte.
    public let offset: Int

    init(_ fault: OpenAIFault, at offset: Int) {
        code = .chat(fault)
        self.offset = offset
    }

    init(json error: JSONError, at offset: Int) {
        code = .json(error)
        self.offset = offset
    }

    init(events error: SSEError) {
        code = .events(error)
        offset = error.offset
    }

    /// The same error, no further than a place.
    func bounded(by limit: Int) -> OpenAIError {
        OpenAIError(code: code, offset: min(offset, limit))
    }

    private init(code: Code, offset: Int) {
        self.code = code
        self.offset = offset
    }

    private var cause: any WireError {
        switch code {
        case .chat(let fault): CodecError(fault, at: offset)
        case .json(let error): error
        case .events(let error): error
        }
    }

    /// The code in kebab case, as vectors and `inspect` write it.
    public var codeName: String { cause.codeName }

    /// The requirement that is broken.
    public var requirement: String { cause.requirement }

    /// One sentence that says what is wrong.
    public var message: String { cause.message }
}
