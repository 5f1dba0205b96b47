import Glibc
import Wire
import Platform

extension EventLoop {
    /// Sweeps are at least this far apart, in seconds.
    private static let sweepInterval = 0.05

    /// Sets the deadline that what a connection waits for has; one that runs already stays as it is.
    func updateWait(_ slot: Int) {
        guard connections[slot].descriptor >= 0 else { return }
        let wait = currentWait(of: slot)
        if wait != connections[slot].wait {
            connections[slot].wait = wait
            connections[slot].waitStart = now
            connections[slot].waitDeadline = deadline(of: wait)
        }
        arm(slot)
        countHeld(slot)
    }

    /// Looks at every connection whose deadline has passed.
    func sweep() {
        earliest = .never
        for slot in deadlines.indices where deadlines[slot] != .never {
            if deadlines[slot] <= now { expire(slot) }
            if deadlines[slot] < earliest { earliest = deadlines[slot] }
        }
        if earliest != .never { earliest = max(earliest, now.adding(seconds: Self.sweepInterval)) }
    }

    private func currentWait(of slot: Int) -> Connection.Wait {
        switch connections[slot].phase {
        case .handling, .streaming, .closing: .nothing
        case .lingering: .linger
        case .reading:
            connections[slot].parser.isReadingBody ? .body : connections[slot].parser.isBetweenRequests ? .idle : .head
        }
    }

    private func deadline(of wait: Connection.Wait) -> MonotonicTime {
        let deadlines = configuration.deadlines
        return switch wait {
        case .nothing: .never
        case .idle: now.adding(seconds: deadlines.idle)
        case .head: now.adding(seconds: deadlines.head)
        case .body: now.adding(seconds: deadlines.body)
        case .linger: now.adding(seconds: deadlines.linger)
        }
    }

    private func arm(_ slot: Int) {
        deadlines[slot] = min(connections[slot].waitDeadline, connections[slot].writeDeadline)
        earliest = min(earliest, deadlines[slot])
    }

    private func expire(_ slot: Int) {
        if connections[slot].writeDeadline <= now { return close(slot) }
        switch connections[slot].wait {
        case .head: timeOut(slot)
        case .body:
            // Bytes that came buy time at the minimum rate, no more.
            let bought = Double(connections[slot].parser.bodyCount) / Double(configuration.deadlines.bodyRate)
            let extended = connections[slot].waitStart.adding(seconds: configuration.deadlines.body + bought)
            guard extended > now else { return timeOut(slot) }
            connections[slot].waitDeadline = extended
            arm(slot)
        default: close(slot)
        }
    }

    /// A request has begun and is not coming: say so, then close (RFC 9110 §15.5.9).
    private func timeOut(_ slot: Int) {
        refuse(slot, HTTPResponse(status: 408, text: "The request did not arrive in time.\n"))
        flushAndGoOn(slot)
    }
}

/// Nanoseconds of a clock that never goes back.
typealias MonotonicTime = Int64

extension MonotonicTime {
    /// Later than any moment.
    static let never = Int64.max

    /// The moment now.
    static var now: MonotonicTime { MonotonicClock.nanoseconds() }

    /// The moment some seconds later.
    func adding(seconds: Double) -> MonotonicTime { self + Int64(Swift.min(seconds, 1e9) * 1e9) }

    /// Milliseconds until `deadline`, rounded up, for a poll: -1 where there is none.
    func milliseconds(until deadline: MonotonicTime) -> Int32 {
        deadline == .never ? -1 : Int32(clamping: Swift.max(0, deadline - self + 999_999) / 1_000_000)
    }
}
