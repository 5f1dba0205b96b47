import Synchronization

extension EventLoop {
    /// Counts what a connection holds; where all hold too much, others are closed.
    func countHeld(_ slot: Int) {
        let count =
            connections[slot].parser.bodyCount + connections[slot].input.count + connections[slot].output.count
        held += count - connections[slot].held
        connections[slot].held = count
        if held > share { closeHolders(besides: slot) }
    }

    /// This loop's part of what all connections may hold.
    private var share: Int { configuration.maxHeld / configuration.loops }

    /// Closes those that have waited longest, until a quarter of the share is free: seldom, for it looks at every connection.
    ///
    /// Whoever is quick holds nothing for long, so these are the slow ones. The one being served is spared, for what it holds
    /// may go out at once.
    private func closeHolders(besides slot: Int) {
        let holders = connections.indices.filter { $0 != slot && connections[$0].held > 0 }
        for holder in holders.sorted(by: { connections[$0].waitStart < connections[$1].waitStart }) {
            guard held > share / 4 * 3 else { return }
            close(holder)
        }
    }
}

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
