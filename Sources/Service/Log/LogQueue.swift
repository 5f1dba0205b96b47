import Dispatch
import Synchronization

/// Takes log lines at once and writes them on a thread of its own, in order: whoever logs never waits for a reader.
///
/// Where the reader does not keep up, lines beyond ``capacity`` are dropped, and a line says how many.
package final class LogQueue: Sendable {
    private struct State {
        var lines: [String] = []
        var bytes = 0
        var dropped = 0
        var isWriting = false
    }

    /// Bytes of lines that may wait.
    static let capacity = 1_048_576

    private let state = Mutex(State())
    private let write: @Sendable (String) -> Void
    /// Not of the pool that serves store and delivery: a reader that hangs must not hold them up.
    private let queue = DispatchQueue(label: "log")

    /// Creates a queue.
    ///
    /// - Parameter write: Takes each line, without its line end; may block.
    package init(write: @escaping @Sendable (String) -> Void) { self.write = write }

    /// Puts a line behind those that wait.
    package func add(_ line: String) {
        state.withLock { state in
            guard state.bytes + line.utf8.count <= Self.capacity else {
                state.dropped += 1
                return
            }
            state.lines.append(line)
            state.bytes += line.utf8.count
            guard !state.isWriting else { return }
            state.isWriting = true
            queue.async { self.drain() }
        }
    }

    /// Waits until what was added is written.
    ///
    /// - Parameter seconds: The longest wait, for a reader that hangs.
    /// - Returns: Whether all of it is written.
    @discardableResult
    package func flush(seconds: Double = 2) -> Bool {
        let done = DispatchSemaphore(value: 0)
        queue.async { done.signal() }
        return done.wait(timeout: .now() + seconds) == .success
    }

    private func drain() {
        while true {
            let (lines, dropped) = state.withLock { state in
                let taken = (state.lines, state.dropped)
                state.lines = []
                state.dropped = 0
                if taken.0.isEmpty, taken.1 == 0 { state.isWriting = false }
                return taken
            }
            guard !lines.isEmpty || dropped > 0 else { return }
            for line in lines {
                write(line)
                state.withLock { $0.bytes -= line.utf8.count }
            }
            if dropped > 0 { Log(level: .warning, write: write).warning("log.dropped", ["lines": LogValue(dropped)]) }
        }
    }
}
