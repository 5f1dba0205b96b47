import Bot
import Store

/// The questions under way, one for each user at most, and the users who wait for a place.
struct TurnTable {
    /// A question under way.
    struct Active {
        /// `nil` while it is being read.
        var prepared: Prepared?
        var turn: Turn?
        var call: ModelCall?
        /// The number of the request or pause under way; what comes from another one is late.
        var generation = 0
        /// Something changed while the question was being read: read it again.
        var isStale = false
        var commitFailures = 0
        /// Tells the user that the answer takes long; ends with the question.
        var lateNotice: EngineTimer?
    }

    var active: [Int64: Active] = [:]
    var waiting = FairQueue()
    var isDraining = false
    var onDrained: (@Sendable () -> Void)?
    private var generations = 0

    /// A number for a request or a pause, never given before: not to another question of the same user either.
    mutating func nextGeneration() -> Int {
        generations += 1
        return generations
    }

    /// Ends the draining if no question is under way.
    mutating func checkDrained() {
        if isDraining, active.isEmpty { endDraining() }
    }

    /// Tells once that the draining is over.
    mutating func endDraining() {
        onDrained?()
        onDrained = nil
    }
}
