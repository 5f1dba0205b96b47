public import Dispatch
import Glibc

/// The one time limit of the tests.
///
/// They wait for events, however long a busy machine takes; only what never comes takes as long as this.
public enum Patience {
    /// Two minutes, in seconds.
    public static let seconds = 120.0

    /// Waits until a condition holds, by asking often; holds no thread meanwhile.
    ///
    /// - Throws: ``Exhausted`` when it still does not hold at the end of the patience; what the condition throws.
    public static func until(
        _ what: @autoclosure () -> String = "the condition",
        _ condition: () async throws -> Bool
    ) async throws {
        let end = now + seconds
        while try await !condition() {
            guard now < end else { throw Exhausted(waitedFor: what()) }
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    /// The same for a thread that may block.
    ///
    /// - Returns: whether the condition holds; false at the end of the patience.
    public static func blocking(_ condition: () -> Bool) -> Bool {
        let end = now + seconds
        while !condition() {
            guard now < end else { return false }
            usleep(2_000)
        }
        return true
    }

    /// Waits for a semaphore.
    ///
    /// - Returns: whether it was signaled; false at the end of the patience.
    public static func wait(for semaphore: DispatchSemaphore) -> Bool {
        semaphore.wait(timeout: .now() + seconds) == .success
    }

    /// Lets half a second pass in which something must not happen.
    ///
    /// On a busy machine it proves less, and never fails.
    public static func aWhile() async { try? await Task.sleep(for: .milliseconds(500)) }

    /// The same for a thread that may block.
    public static func blockingWhile() { usleep(500_000) }

    /// The pause between the bytes of somebody slow.
    public static func blockingMoment() { usleep(20_000) }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// What a test waited for did not come.
    public struct Exhausted: Error, CustomStringConvertible {
        /// What did not come.
        public let waitedFor: String

        /// One sentence.
        public var description: String { "Waited \(Int(seconds)) s for \(waitedFor)." }
    }
}
