import Dispatch

/// The clock by which a suite judges and waits; a test's own passes no time by itself.
struct LiveClock: Sendable {
    /// Seconds since some moment.
    let now: @Sendable () -> Double
    /// Waits, in seconds.
    let pause: @Sendable (Double) -> Void

    /// The machine's.
    static let machine: LiveClock = {
        let clock = ContinuousClock()
        let start = clock.now
        return LiveClock(
            now: { (clock.now - start) / .seconds(1) },
            pause: { _ = DispatchSemaphore(value: 0).wait(timeout: .now() + $0) }
        )
    }()
}
