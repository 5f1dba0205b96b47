/// What the turn runner is told after a commit.
package enum DeliverySignal: Sendable, Equatable {
    /// A message of this user was accepted.
    case accepted(Int64)
    /// This user's question was given up.
    case stop(Int64, message: Int64)
    /// This user's conversation was cleared, with the questions up to this id.
    case clear(Int64, upTo: Int64)
    /// `/retry` restarted this question for the `count`-th time.
    case retry(Int64, message: Int64, count: Int)
}
