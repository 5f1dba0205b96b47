import Dispatch
import Store
import Synchronization

/// A state, and the queue that all events about it pass one after the other.
///
/// Nothing on the queue waits for a disk or a network.
final class EventQueue<State>: Sendable {
    private let queue: DispatchQueue
    private let state: Mutex<State>

    init(_ label: String, _ state: sending State) {
        queue = .pooled(label)
        self.state = Mutex(state)
    }

    /// Runs an event.
    func on(_ body: @escaping @Sendable (inout State) -> Void) {
        queue.async { self.state.withLock { body(&$0) } }
    }

    /// Runs an event after some time.
    func after(milliseconds: Int, _ body: @escaping @Sendable (inout State) -> Void) {
        queue.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [weak self] in
            self?.state.withLock { body(&$0) }
        }
    }

    /// Runs an event after some time, unless the timer is let go before.
    func timer(milliseconds: Int, _ body: @escaping @Sendable (inout State) -> Void) -> EngineTimer {
        EngineTimer(milliseconds: milliseconds, on: queue) { [weak self] in self?.state.withLock { body(&$0) } }
    }

    /// Looks at the state, from any thread.
    func look<T: Sendable>(_ body: (State) -> T) -> T { state.withLock { body($0) } }
}
