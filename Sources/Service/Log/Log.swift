import Glibc

/// The log: one line per event on standard error, `time level event key=value …`.
///
/// Events and keys are literals of the program and values are ``LogValue``s, so that a secret can come no further than
/// its mask.
package struct Log: Sendable {
    /// How much an event matters.
    package enum Level: String, Sendable, CaseIterable, Comparable {
        /// For the search of a fault.
        case debug
        /// What an owner may want to know.
        case info
        /// Something is wrong, and the bot goes on.
        case warning
        /// Something was lost or given up.
        case error

        /// By weight.
        package static func < (first: Level, second: Level) -> Bool { first.weight < second.weight }

        private var weight: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    private let level: Level
    private let write: @Sendable (String) -> Void

    /// Creates a log.
    ///
    /// - Parameters:
    ///   - level: Lesser events are dropped.
    ///   - write: Takes each line, without its line end.
    package init(level: Level, write: @escaping @Sendable (String) -> Void = Log.toStandardError) {
        self.level = level
        self.write = write
    }

    /// Logs an event.
    package func callAsFunction(
        _ level: Level,
        _ event: StaticString,
        _ fields: KeyValuePairs<StaticString, LogValue> = [:]
    ) {
        guard level >= self.level else { return }
        var line = "\(LocalClock.now().timestamp) \(level.rawValue) \(event)"
        for (key, value) in fields { line += " \(key)=\(value.text)" }
        write(line)
    }

    /// Logs for the search of a fault.
    package func debug(_ event: StaticString, _ fields: KeyValuePairs<StaticString, LogValue> = [:]) {
        self(.debug, event, fields)
    }

    /// Logs what an owner may want to know.
    package func info(_ event: StaticString, _ fields: KeyValuePairs<StaticString, LogValue> = [:]) {
        self(.info, event, fields)
    }

    /// Logs that something is wrong.
    package func warning(_ event: StaticString, _ fields: KeyValuePairs<StaticString, LogValue> = [:]) {
        self(.warning, event, fields)
    }

    /// Logs that something was lost or given up.
    package func error(_ event: StaticString, _ fields: KeyValuePairs<StaticString, LogValue> = [:]) {
        self(.error, event, fields)
    }

    /// Writes a line to standard error, in one call where it is taken whole, so that lines of several threads do not mix.
    package static func toStandardError(_ line: String) {
        var rest = Array((line + "\n").utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return }
            rest = rest.dropFirst(max(0, count))
        }
    }
}
