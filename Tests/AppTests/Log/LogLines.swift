import Synchronization

/// What was logged, from any thread.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    var text: String { all.joined(separator: "\n") }

    func add(_ line: String) { lines.withLock { $0.append(line) } }
}
