import Dispatch

/// The users with parts to be posted, and the NAS servers they are posted to.
struct PostTable {
    /// What is done about a user's parts.
    enum Stage {
        /// Its address is being read.
        case resolving
        /// It waits for its turn at its NAS.
        case queued
        /// Its first part is a notice, which waits until nobody else does.
        case queuedNotice
        /// Its first part is being posted, or the outcome written.
        case posting
        /// It waits until its first part may be sent again.
        case held
    }

    /// One NAS: one post at a time, spaced.
    struct Lane {
        var ready = FairQueue()
        /// Users whose first part is a notice, and some who have come to `ready` since.
        var notices = FairQueue()
        var isBusy = false
        var isTimerSet = false
        var opensAt = DispatchTime.now()

        var isEmpty: Bool { ready.isEmpty && notices.isEmpty }
    }

    var stages: [Int64: Stage] = [:]
    /// Users for whom parts were added while their last one was under way.
    var nudged: Set<Int64> = []
    var lanes: [String: Lane] = [:]
    /// Parts being posted now, and parts posted whose outcome is not written yet.
    var underWay = 0
    /// True once what the last process left has been read.
    var isStarted = false
    var isDraining = false
    var onDrained: (@Sendable () -> Void)?

    /// Ends the draining if nothing is left to be written.
    mutating func checkDrained() {
        if isDraining, underWay == 0 { endDraining() }
    }

    /// Tells once that the draining is over.
    mutating func endDraining() {
        onDrained?()
        onDrained = nil
    }

    /// Takes the user whose turn it is at a NAS: whoever waits for an answer before whoever would only be told to wait.
    mutating func next(at name: String) -> Int64? {
        if let user = lanes[name]?.ready.pop() { return user }
        while let user = lanes[name]?.notices.pop() {
            if stages[user] == .queuedNotice { return user }
        }
        return nil
    }
}
