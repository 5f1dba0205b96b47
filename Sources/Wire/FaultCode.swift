/// The closed list of what a codec refuses; the raw value is the code's name.
public protocol FaultCode: RawRepresentable<String>, CaseIterable, Equatable, Sendable {
    /// The number of the requirement in `Specs/` that the fault breaks.
    var requirement: String { get }
    /// One sentence that says what is wrong and what would be right, without any of the input.
    var message: String { get }
}
