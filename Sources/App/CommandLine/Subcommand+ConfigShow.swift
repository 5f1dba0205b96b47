extension Subcommand {
    /// `config show`.
    static let configShow = Subcommand(
        name: "config show",
        summary: "every setting, its value (secrets masked) and where it came from",
        takesSettings: true
    ) { invocation in
        guard let settings = invocation.settings() else { return ExitCode.configuration }
        let rows = settings.entries.map { entry in
            [
                entry.name.rawValue, entry.shown.map { $0.isNewline ? "⏎" : String($0) }.joined(),
                entry.origin.description,
            ]
        }
        let widths = (0..<2).map { column in rows.map { $0[column].count }.max() ?? 0 }
        for row in rows {
            let cells = zip(row, widths).map { text, width in
                text + String(repeating: " ", count: width - text.count)
            }
            invocation.streams.print((cells + [row[2]]).joined(separator: "  "))
        }
        for warning in settings.warnings { invocation.streams.writeError(warning) }
        return ExitCode.success
    }
}
