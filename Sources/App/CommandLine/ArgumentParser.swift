import Bot

/// Splits the words behind a command into arguments and flags: `--name value`, `--name=value`, `--` ends the flags.
struct ArgumentParser {
    /// Why the words were not understood, in one sentence.
    struct Mistake: Error, Equatable { let message: String }

    let command: Subcommand

    /// The flags that the command takes: name, and whether a value follows.
    var knownFlags: [String: Bool] {
        var known: [String: Bool] = [:]
        for flag in command.flags { known[flag.name] = flag.value != nil }
        guard command.takesSettings else { return known }
        for name in SettingName.allCases {
            known[name.flag] = true
            if let file = name.fileFlag { known[file] = true }
        }
        return known
    }

    /// Parses the words.
    func parse(_ words: some Sequence<String>) throws(Mistake) -> (arguments: [String], flags: [String: String]) {
        var arguments: [String] = []
        var flags: [String: String] = [:]
        var rest = Array(words)[...]
        while let word = rest.popFirst() {
            if word == "--" {
                arguments += rest
                break
            }
            // A single dash is a name that many programs give to standard input.
            guard word.hasPrefix("-"), word != "-" else {
                arguments.append(word)
                continue
            }
            let (name, value) = try flag(word, &rest)
            guard flags.updateValue(value, forKey: name) == nil else {
                throw Mistake(message: "--\(name) is given twice.")
            }
        }
        guard command.arity.contains(arguments.count) else { throw arityMistake(arguments) }
        return (arguments, flags)
    }

    private func flag(_ word: String, _ rest: inout ArraySlice<String>) throws(Mistake) -> (String, String) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0].drop { $0 == "-" })
        guard word.hasPrefix("--"), let takesValue = knownFlags[name] else {
            let hint =
                NearestName.of(name, in: Array(knownFlags.keys) + ["help", "version"]).map { " Did you mean --\($0)?" }
                ?? ""
            throw Mistake(message: "\(parts[0]) is no flag of `\(command.name)`.\(hint)")
        }
        if parts.count == 2 {
            guard takesValue else { throw Mistake(message: "--\(name) takes no value.") }
            return (name, String(parts[1]))
        }
        guard takesValue else { return (name, "") }
        guard let value = rest.popFirst() else { throw Mistake(message: "--\(name) wants a value behind it.") }
        return (name, value)
    }

    private func arityMistake(_ arguments: [String]) -> Mistake {
        if arguments.count > command.arity.upperBound {
            return Mistake(message: "`\(command.name)` does not take `\(arguments[command.arity.upperBound])`.")
        }
        return Mistake(message: "`\(command.name)` wants \(command.arguments).")
    }
}
