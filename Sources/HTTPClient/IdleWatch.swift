import Glibc

/// When the next transfer may have been idle for too long; used on the client's thread alone.
final class IdleWatch {
    /// In milliseconds of ``Clock``; `Int64.max` where no transfer has a deadline.
    var next = Int64.max

    /// Brings the next look forward.
    func note(_ deadline: Int64) { next = min(next, deadline) }
}

/// The monotonic clock.
enum Clock {
    /// Milliseconds since an arbitrary start.
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
