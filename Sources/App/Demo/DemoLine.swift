import Simulator

/// The lines of the demo, typed and shown.
enum DemoLine {
    /// Who types what: a line that begins `@NAME ` is NAME's; `@NAME` alone says nothing.
    static func parse(_ line: String, current: String) -> (name: String, text: String) {
        let line = line.last == "\r" ? String(line.dropLast()) : line
        guard line.first == "@" else { return (current, line) }
        let name = line.dropFirst().prefix { $0 != " " }
        guard !name.isEmpty else { return (current, line) }
        return (String(name), String(line.dropFirst(name.count + 1).drop { $0 == " " }))
    }

    /// A text as the transcript shows it: the speaker, and further lines indented by two spaces.
    static func shown(_ speaker: String, _ text: String) -> String {
        "\(speaker)> " + text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n  ")
    }

    /// Whether a text is Chat's notice that the bot did not answer.
    static func isFailure(_ text: String) -> Bool { text == ChatEntry.botFailure || text == ChatEntry.commandFailure }
}
