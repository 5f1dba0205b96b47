public import Testing

/// Names the requirements of `Specs/` that a test proves.
///
/// The test of tests (`SpecTests`) reads the citations from the sources: each number must exist, and each MUST or SHOULD
/// must be cited at least once.
public struct Proves: TestTrait, SuiteTrait {
    /// Requirement numbers, for example `SYN-014`.
    public let requirements: [String]

    /// The trait's comments, shown beside a failure.
    public var comments: [Comment] { requirements.map { "proves \($0)" } }
}

extension Trait where Self == Proves {
    /// Cites the requirements that the test proves, each written out as a string literal.
    public static func proves(_ requirements: String...) -> Self { Proves(requirements: requirements) }
}
