import Service

/// The texts of `help`, made from the tables.
struct HelpText {
    let commands: [Subcommand]

    /// All commands and all settings.
    var overview: String {
        var lines = [
            "\(Product.name) \(Product.version): a ChatGPT bot for Synology Chat.", "",
            "Usage: \(Product.name) [command] [arguments] [flags]", "", "Commands:",
        ]
        let rows = commands.enumerated().map { index, command in
            (title(command), index == 0 ? "\(command.summary) (default)" : command.summary)
        }
        lines += Self.table(rows + [("help [COMMAND]", "this text, or a command's own")])
        lines += ["", "Every command takes --help and --version.", ""]
        lines += settings
        return lines.joined(separator: "\n") + "\n"
    }

    /// One command.
    func text(_ command: Subcommand) -> String {
        var lines = ["Usage: \(Product.name) \(title(command)) [flags]", "", command.summary.capitalizedFirst + "."]
        if !command.discussion.isEmpty { lines += ["", command.discussion] }
        if !command.flags.isEmpty {
            lines += ["", "Flags:"]
            lines += Self.table(command.flags.map { ("--\($0.name)\($0.value.map { " " + $0 } ?? "")", $0.meaning) })
        }
        if command.takesSettings { lines += [""] + settings }
        return lines.joined(separator: "\n") + "\n"
    }

    private func title(_ command: Subcommand) -> String {
        command.arguments.isEmpty ? command.name : "\(command.name) \(command.arguments)"
    }

    private var settings: [String] {
        ["Settings, as environment variables or flags (a flag wins); every secret also as NAME_FILE:"]
            + Self.table(
                SettingName.allCases.map { name in
                    let aliases = name.setting.aliases.map { "; also \($0)" }.joined()
                    let text = "\(name.setting.meaning)\(aliases) [\(name.setting.fallbackText)]"
                    return ("\(name.rawValue), --\(name.flag)", text)
                }
            )
    }

    private static func table(_ rows: [(String, String)]) -> [String] {
        let width = rows.map { $0.0.count }.max() ?? 0
        return rows.map { left, right in
            "  \(left)\(String(repeating: " ", count: width - left.count))  \(right)"
        }
    }
}

extension String {
    /// The text with its first letter in upper case.
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
