/// The simulated OpenAI endpoint as a process of its own: `simulate openai` with options.
package enum OpenAISimulatorCommand {
    /// What `--help` prints.
    package static let help = """
        Options of the simulated OpenAI endpoint:
          --host ADDRESS      where it listens (127.0.0.1)
          --port N            its port; 0 picks a free one, which the first line of output names (0)
          --key KEY           the key that requests must carry (any)
          --model NAME        a model it has; may be repeated; others are answered with 404 (any)
          --window N          the tokens a prompt may have (no bound)
          --keep N            how many requests it remembers (10000)
        """

    /// Reads options.
    ///
    /// - Throws: an error that names the option.
    package static func configuration(_ arguments: [String]) throws(SimulatorUsageError) -> OpenAIConfiguration {
        var configuration = OpenAIConfiguration()
        try SimulatorOptions.read(arguments) { option, value in
            switch option {
            case "--host": configuration.host = value
            case "--port":
                guard let port = UInt16(value) else { return nil }
                configuration.port = port
            case "--key": configuration.key = value
            case "--model": configuration.models.append(value)
            case "--window", "--keep":
                guard let number = Int(value), number > 0 else { return nil }
                if option == "--keep" { configuration.kept = number } else { configuration.window = number }
            default: return false
            }
            return true
        }
        return configuration
    }

    /// Runs the simulator until the process ends.
    ///
    /// - Parameters:
    ///   - arguments: The options.
    ///   - print: Takes the lines of output; the first is `listening on URL`.
    /// - Returns: Never, but for `--help`, which is 0.
    /// - Throws: ``SimulatorUsageError``, or an error of the server.
    package static func run(_ arguments: [String], print: (String) -> Void) throws -> Int32 {
        try SimulatorOptions.run(arguments, help: help, print: print) {
            let server = try OpenAIServer(configuration: try configuration(arguments))
            return (server, server.address)
        }
    }
}
