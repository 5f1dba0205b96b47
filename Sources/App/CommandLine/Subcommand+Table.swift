extension Subcommand {
    /// The commands of the program, in the order of its help; the first is the default.
    package static let all: [Subcommand] = [
        serve, demo, inspect, tokens, conformance, health, unpin, configShow, simulateSynology, simulateOpenAI,
    ]
}
