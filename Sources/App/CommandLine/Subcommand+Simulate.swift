import Simulator

extension Subcommand {
    /// `simulate synology`.
    static let simulateSynology = simulator(
        "synology",
        summary: "a simulated Synology Chat, for tests",
        discussion: SynologySimulatorCommand.help,
        run: SynologySimulatorCommand.run
    )

    /// `simulate openai`.
    static let simulateOpenAI = simulator(
        "openai",
        summary: "a simulated OpenAI endpoint, for tests",
        discussion: OpenAISimulatorCommand.help,
        run: OpenAISimulatorCommand.run
    )

    private static func simulator(
        _ name: String,
        summary: String,
        discussion: String,
        run: @escaping @Sendable ([String], (String) -> Void) throws -> Int32
    ) -> Subcommand {
        Subcommand(
            name: "simulate \(name)",
            summary: summary,
            discussion: "Runs until it is killed; the first line of output names the address.\n\n\(discussion)",
            readsOwnFlags: true
        ) { invocation in
            do {
                return try run(invocation.arguments) { invocation.streams.print($0) }
            } catch let error as SimulatorUsageError {
                invocation.streams.writeError(error.description)
                return ExitCode.usage
            } catch {
                invocation.streams.writeError("The simulator cannot start: \(error)")
                return ExitCode.failure
            }
        }
    }
}
