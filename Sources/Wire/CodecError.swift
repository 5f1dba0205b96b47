/// Why a codec refused its input: a code of a closed list, and the byte at fault.
public struct CodecError<Code: FaultCode>: WireError {
    /// What was wrong.
    public let code: Code
    /// The byte at fault, counted from 0 at the first byte the codec was given; the first of a percent-coded triplet.
    public let offset: Int

    /// Creates an error at a byte.
    public init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }

    /// The name of the code, for example `repeated-name`.
    public var codeName: String { code.rawValue }

    /// The requirement of `Specs/` that the input breaks.
    public var requirement: String { code.requirement }

    /// One sentence that says what is wrong.
    public var message: String { code.message }
}
