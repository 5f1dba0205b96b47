/// Everything that is wrong with the configuration, one line each.
public struct SettingsError: Error, Sendable, Equatable {
    /// One sentence per mistake: the variable or flag, its value (masked where secret), and what is allowed.
    public let lines: [String]

    /// Creates an error.
    public init(lines: [String]) { self.lines = lines }
}
