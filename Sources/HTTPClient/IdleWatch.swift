/// When the next transfer may have been idle for too long; used on the client's thread alone.
final class IdleWatch {
    /// In milliseconds of `MonotonicClock`; `Int64.max` where no transfer has a deadline.
    var next = Int64.max

    /// Brings the next look forward.
    func note(_ deadline: Int64) { next = min(next, deadline) }
}
