import Service
import Bot

/// The program: finds the command among its words, and runs it.
package struct Program: Sendable {
    private let commands: [Subcommand]

    /// Creates a program.
    /// - Parameter commands: What it can do; the first is run where no command is named.
    package init(commands: [Subcommand] = Subcommand.all) { self.commands = commands }

    /// Runs a command.
    ///
    /// - Parameters:
    ///   - words: The command line without the program's own name.
    ///   - environment: The environment variables.
    ///   - streams: Where to read and write.
    /// - Returns: The exit code.
    package func run(_ words: [String], environment: [String: String], streams: StandardStreams) -> Int32 {
        let help = HelpText(commands: commands)
        let isHelp: (String) -> Bool = { $0 == "--help" || $0 == "-h" }
        if words.first == "--version" || words == ["version"] {
            streams.print("\(Product.name) \(Product.version)")
            return ExitCode.success
        }
        if words.first == "help" { return self.help(Array(words.dropFirst()), help, streams) }
        if let first = words.first, isHelp(first) { return self.help([], help, streams) }
        guard let (command, rest) = find(words) else { return unknown(words, streams) }
        // Words behind `--` are arguments, whatever they look like.
        let flags = rest.prefix { $0 != "--" }
        if flags.contains(where: isHelp) {
            return self.help(command.name.split(separator: " ").map(String.init), help, streams)
        }
        if flags.contains("--version") { return run(["--version"], environment: environment, streams: streams) }
        do throws(ArgumentParser.Mistake) {
            let (arguments, flags) =
                command.readsOwnFlags ? (Array(rest), [:]) : try ArgumentParser(command: command).parse(rest)
            return command.run(
                Invocation(arguments: arguments, flags: flags, environment: environment, streams: streams)
            )
        } catch {
            streams.writeError("\(error.message) See `\(Product.name) help \(command.name)`.")
            return ExitCode.usage
        }
    }

    /// The command that the words begin with, and the words after its name.
    private func find(_ words: [String]) -> (Subcommand, ArraySlice<String>)? {
        guard let first = words.first, !first.hasPrefix("-") else { return commands.first.map { ($0, words[...]) } }
        for command in commands {
            let name = command.name.split(separator: " ").map(String.init)
            if words.starts(with: name) { return (command, words[name.count...]) }
        }
        return nil
    }

    private func help(_ words: [String], _ help: HelpText, _ streams: StandardStreams) -> Int32 {
        guard !words.isEmpty else {
            streams.write(Array(help.overview.utf8))
            return ExitCode.success
        }
        guard let (command, _) = find(words) else { return unknown(words, streams) }
        streams.write(Array(help.text(command).utf8))
        return ExitCode.success
    }

    private func unknown(_ words: [String], _ streams: StandardStreams) -> Int32 {
        let typed = words.first ?? ""
        let names = commands.map(\.name) + ["help"]
        // Of a command of two words the first alone may have been typed, or mistyped.
        let firstWords = names.map { String($0.prefix { $0 != " " }) }
        let nearest = NearestName.of(typed, in: firstWords).flatMap { word in
            names.first { ($0 + " ").hasPrefix(word + " ") }
        }
        let hint = nearest.map { " Did you mean `\($0)`?" } ?? ""
        streams.writeError("`\(typed)` is no command.\(hint) See `\(Product.name) help`.")
        return ExitCode.usage
    }
}
