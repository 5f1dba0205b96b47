internal import HTTPClient
internal import Synchronization

/// A call that may be made of several requests, one after the other; cancelling it ends the one under way.
final class RepeatableCall: Sendable {
    private struct State {
        var task: HTTPClientTask?
        var isCancelled = false
    }

    private let state = Mutex(State())

    /// Takes the request that is under way now.
    func attach(_ task: HTTPClientTask) {
        state.withLock { state in
            state.task = task
            if state.isCancelled { task.cancel() }
        }
    }

    func cancel() {
        state.withLock { state in
            state.isCancelled = true
            state.task?.cancel()
        }
    }
}
