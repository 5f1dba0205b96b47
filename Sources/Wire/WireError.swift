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
