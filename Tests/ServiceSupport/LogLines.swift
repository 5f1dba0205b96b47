import Synchronization

/// What was logged, from any thread.
package final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    /// Creates an empty log.
    package init() {}

    /// The lines so far.
    package var all: [String] { lines.withLock { $0 } }

    /// The lines so far, joined.
    package var text: String { all.joined(separator: "\n") }

    /// Takes a line.
    package func add(_ line: String) { lines.withLock { $0.append(line) } }
}
