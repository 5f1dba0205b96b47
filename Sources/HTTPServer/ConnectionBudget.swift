internal import Synchronization

/// Counts the connections of all loops against one bound.
final class ConnectionBudget: Sendable {
    private let limit: Int
    private let used = Atomic<Int>(0)

    init(limit: Int) { self.limit = limit }

    /// Connections open now.
    var count: Int { used.load(ordering: .relaxed) }

    /// Takes a place.
    ///
    /// - Returns: Whether one was free.
    func take() -> Bool {
        if used.add(1, ordering: .relaxed).newValue <= limit { return true }
        release()
        return false
    }

    /// Gives a place back.
    func release() { used.subtract(1, ordering: .relaxed) }
}
