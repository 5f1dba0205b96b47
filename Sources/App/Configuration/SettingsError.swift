/// Everything that is wrong with the configuration, one line each.
package struct SettingsError: Error, Sendable, Equatable {
    /// One sentence per mistake: the variable or flag, its value (masked where secret), and what is allowed.
    package let lines: [String]

    /// Creates an error.
    package init(lines: [String]) { self.lines = lines }
}
