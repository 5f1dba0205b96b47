import Synchronization

/// What `/metrics` counts since the start.
final class Counters: Sendable {
    /// The counters, each with the help line of the Prometheus format.
    enum Name: String, CaseIterable, Sendable {
        case messages = "synochatgpt_messages_total"
        case duplicates = "synochatgpt_duplicate_messages_total"
        case commands = "synochatgpt_commands_total"
        case refused = "synochatgpt_refused_requests_total"
        case malformed = "synochatgpt_malformed_requests_total"
        case unavailable = "synochatgpt_unavailable_total"

        var help: String {
            switch self {
            case .messages: "Messages kept for an answer."
            case .duplicates: "Messages that had come before."
            case .commands: "Commands answered."
            case .refused: "Requests with a wrong token or from somebody not allowed."
            case .malformed: "Requests that are not what Synology Chat sends."
            case .unavailable: "Requests answered with 503."
            }
        }
    }

    private let counts = Mutex<[Name: Int]>([:])

    /// Adds one.
    func add(_ name: Name) { counts.withLock { $0[name, default: 0] += 1 } }

    /// The counters and gauges in the Prometheus text format, version 0.0.4.
    func text(answering: Int, waiting: Int, isHealthy: Bool, deviations: [String: Int]) -> String {
        let counts = counts.withLock { $0 }
        var lines: [String] = []
        for name in Name.allCases {
            lines += ["# HELP \(name.rawValue) \(name.help)", "# TYPE \(name.rawValue) counter"]
            lines.append("\(name.rawValue) \(counts[name] ?? 0)")
        }
        let name = "synochatgpt_model_deviations_total"
        lines += ["# HELP \(name) Answers that are not quite what the OpenAI API defines.", "# TYPE \(name) counter"]
        lines += deviations.sorted { $0.key < $1.key }.map { "\(name){name=\"\($0.key)\"} \($0.value)" }
        let gauges = [
            ("synochatgpt_answering", "Questions being answered.", answering),
            ("synochatgpt_waiting", "Users waiting for a place.", waiting),
            ("synochatgpt_database_ok", "1 while the database can be written.", isHealthy ? 1 : 0),
        ]
        for (name, help, value) in gauges {
            lines += ["# HELP \(name) \(help)", "# TYPE \(name) gauge", "\(name) \(value)"]
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
