/// One requirement, or one file of cases, with what was found.
public struct TestPoint: Sendable, Equatable {
    /// What a test point comes to.
    public enum Verdict: String, Sendable {
        /// It holds.
        case holds
        /// A SHOULD is broken.
        case deviates
        /// A MUST is broken.
        case fails
        /// It could not be judged.
        case skipped
    }

    /// The requirement's number.
    public let requirement: String
    /// The sentence of the report.
    public let title: String
    /// The cases that went wrong; none where it holds.
    public let faults: [Fault]
    /// Whether it is a SHOULD: then a fault is a deviation.
    public let isAdvice: Bool
    /// Why it was not judged, or `nil`.
    public let reason: String?

    /// Creates a test point.
    public init(requirement: String, title: String, faults: [Fault], isAdvice: Bool = false, reason: String? = nil) {
        self.requirement = requirement
        self.title = title
        self.faults = faults
        self.isAdvice = isAdvice
        self.reason = reason
    }

    /// What it comes to.
    public var verdict: Verdict {
        if !faults.isEmpty { return isAdvice ? .deviates : .fails }
        return reason == nil ? .holds : .skipped
    }
}
