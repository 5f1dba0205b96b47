import HTTPClient
import Synchronization

/// A call that may be made of several requests, one after the other; cancelling it ends the one under way.
final class RepeatableCall: Sendable {
    private struct State {
        var task: HTTPClientTask?
        var repetition = 0
        var isCancelled = false
    }

    private let state = Mutex(State())

    /// Takes a request that has begun; one that its own repetition has overtaken is over.
    func attach(_ task: HTTPClientTask, repetition: Int) {
        state.withLock { state in
            if state.isCancelled { task.cancel() }
            guard repetition >= state.repetition else { return }
            state.task = task
            state.repetition = repetition
        }
    }

    func cancel() {
        state.withLock { state in
            state.isCancelled = true
            state.task?.cancel()
        }
    }
}
