/// One requirement, or one file of cases, with what was found.
public struct TestPoint: Sendable, Equatable {
    /// The requirement's number.
    public let requirement: String
    /// The sentence of the report.
    public let title: String
    /// The cases that went wrong; none where it holds.
    public let faults: [Fault]

    /// Creates a test point.
    public init(requirement: String, title: String, faults: [Fault]) {
        self.requirement = requirement
        self.title = title
        self.faults = faults
    }

    /// Whether the requirement holds.
    public var holds: Bool { faults.isEmpty }
}
