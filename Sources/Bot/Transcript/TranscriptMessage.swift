/// One message of a transcript.
public struct TranscriptMessage: Sendable, Equatable {
    /// Who wrote it.
    public enum Role: String, Sendable {
        /// The user.
        case user
        /// The model.
        case assistant
    }

    /// Who wrote it.
    public var role: Role
    /// What was written.
    public var text: String

    /// Creates a message.
    public init(role: Role, text: String) {
        self.role = role
        self.text = text
    }
}
