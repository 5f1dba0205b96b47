import Glibc

/// The time of day, for what must mean the same after a restart; it may be set back.
package enum WallClock {
    /// Unix time in milliseconds.
    package static func milliseconds() -> Int64 { read(CLOCK_REALTIME) / 1_000_000 }
}

/// The clock that never goes back, for limits and durations; its start is arbitrary.
package enum MonotonicClock {
    /// Nanoseconds since the start.
    package static func nanoseconds() -> Int64 { read(CLOCK_MONOTONIC) }

    /// Milliseconds since the start.
    package static func milliseconds() -> Int64 { nanoseconds() / 1_000_000 }
}

private func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
