/// What a command was called with.
package struct Invocation: Sendable {
    /// The arguments that are no flags.
    package var arguments: [String]
    /// The flags by name; one without a value has the empty text.
    package var flags: [String: String]
    /// The environment variables.
    package var environment: [String: String]
    /// Where to read and write.
    package var streams: StandardStreams

    /// Creates an invocation.
    package init(
        arguments: [String] = [],
        flags: [String: String] = [:],
        environment: [String: String] = [:],
        streams: StandardStreams
    ) {
        self.arguments = arguments
        self.flags = flags
        self.environment = environment
        self.streams = streams
    }

    /// Gathers the settings; with mistakes, prints each on a line of standard error and gives `nil`.
    package func settings() -> Settings? {
        do throws(SettingsError) {
            return try Settings(environment: environment, flags: flags)
        } catch {
            for line in error.lines { streams.writeError(line) }
            return nil
        }
    }
}
