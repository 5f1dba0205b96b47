/// What every refusal of a codec says: what was wrong, where, and which rule it breaks.
public protocol WireError: Error, Equatable, Sendable {
    /// The fault's code: lower-case words joined by dashes, from a closed list.
    var codeName: String { get }
    /// The byte at fault, counted from 0 at the first byte of the input.
    ///
    /// The input's length where bytes are missing.
    var offset: Int { get }
    /// The number of the broken requirement in `Specs/`.
    var requirement: String { get }
    /// One sentence that says what is wrong and what would be right, without any of the input.
    var message: String { get }
}

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

/// The closed list of what a codec refuses; the raw value is the code's name.
public protocol FaultCode: RawRepresentable<String>, CaseIterable, Equatable, Sendable {
    /// The number of the requirement in `Specs/` that the fault breaks.
    var requirement: String { get }
    /// One sentence that says what is wrong and what would be right, without any of the input.
    var message: String { get }
}
