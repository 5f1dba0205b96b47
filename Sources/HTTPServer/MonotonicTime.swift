internal import Glibc

/// Nanoseconds of a clock that never goes back.
typealias MonotonicTime = Int64

extension MonotonicTime {
    /// Later than any moment.
    static let never = Int64.max

    /// The moment now.
    static var now: MonotonicTime {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// The moment some seconds later.
    func adding(seconds: Double) -> MonotonicTime { self + Int64(Swift.min(seconds, 1e9) * 1e9) }

    /// Milliseconds until `deadline`, rounded up, for a poll: -1 where there is none.
    func milliseconds(until deadline: MonotonicTime) -> Int32 {
        deadline == .never ? -1 : Int32(clamping: Swift.max(0, deadline - self + 999_999) / 1_000_000)
    }
}
