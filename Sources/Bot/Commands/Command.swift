/// A command as it was typed, its arguments unwrapped but not yet judged.
public struct Command: Sendable, Equatable {
    /// Which command.
    public let name: CommandName
    /// The arguments; for a command of ``ArgumentRule/text`` one, the whole text, or none.
    public let arguments: [String]

    /// Creates a command.
    public init(_ name: CommandName, _ arguments: [String] = []) {
        self.name = name
        self.arguments = arguments
    }
}
