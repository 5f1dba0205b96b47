/// What is remembered of one part between attempts; kept in the outbox, so that a restart goes on.
public struct DeliveryProgress: Sendable, Equatable {
    /// Attempts so far that failed and are repeated.
    public var failures: Int = 0
    /// Connections that broke with an unknown outcome so far.
    public var unknowns: Int = 0
    /// Milliseconds waited so far between attempts, as ordered by the policy.
    public var waited: Int = 0

    /// Nothing has been tried yet.
    public init() {}
}
