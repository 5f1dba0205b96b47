internal import Bot

/// The questions under way, one for each user at most, and the users who wait for a place.
struct TurnTable {
    /// A question under way.
    struct Active {
        /// `nil` while it is being read.
        var prepared: Prepared?
        var turn: Turn?
        var call: ModelCall?
        /// Grows with every request and pause, so that what comes from a former one is known as late.
        var generation = 0
        /// Something changed while the question was being read: read it again.
        var isStale = false
        /// `/retry` came while the answer was being written down.
        var retriesAfterCommit = false
        var commitFailures = 0
    }

    var active: [Int64: Active] = [:]
    var waiting = FairQueue()
}
