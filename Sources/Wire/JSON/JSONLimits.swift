/// The bounds of what a ``JSONParser`` accepts (RFC 8259 §9 leaves them to the implementation).
public struct JSONLimits: Sendable, Equatable {
    /// How many arrays and objects may stand inside one another; a value outside 0...512 is moved into it.
    public let maximumDepth: Int
    /// How many bytes the whole text may have.
    public let maximumBytes: Int

    /// Creates limits: 64 levels and 16 MiB, unless given.
    public init(maximumDepth: Int = 64, maximumBytes: Int = 1 << 24) {
        self.maximumDepth = min(max(maximumDepth, 0), 512)
        self.maximumBytes = maximumBytes
    }
}
