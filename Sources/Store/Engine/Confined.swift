import Synchronization

/// A value that belongs to one queue.
///
/// The lock is never contended, because only that queue comes here; it is what lets the compiler see that no two threads do.
final class Confined<Value>: Sendable {
    private let slot: Mutex<Value?>

    init(_ value: sending Value) { slot = Mutex(value) }

    /// Works with the value, unless it has been released.
    func with(_ body: (Value) -> Void) {
        slot.withLock { value in
            if let value { body(value) }
        }
    }

    /// Gives the value up.
    func release() { slot.withLock { $0 = nil } }
}
