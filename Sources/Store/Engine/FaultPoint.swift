import Glibc
import Synchronization

/// Places at which a build for tests can be made to crash.
///
/// `FAULT_AT=n` kills the process with SIGKILL at the n-th point it passes. Release builds know nothing of it.
package enum FaultPoint {
    #if DEBUG
    private static let fatal = getenv("FAULT_AT").flatMap { Int(String(cString: $0)) }
    private static let passed = Atomic<Int>(0)
    #endif

    /// Passes a point.
    package static func pass() {
        #if DEBUG
        guard let fatal else { return }
        if passed.add(1, ordering: .relaxed).newValue == fatal { kill(getpid(), SIGKILL) }
        #endif
    }
}
