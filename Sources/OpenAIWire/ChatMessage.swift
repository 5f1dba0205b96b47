import Wire

/// One message of a chat completion request.
///
/// Content is always a string: servers with simple templates refuse arrays of parts (OAI-003).
public struct ChatMessage: Sendable, Equatable {
    /// Who speaks.
    ///
    /// `developer` is never sent: compatible servers refuse it (OAI-002).
    public enum Role: String, Sendable {
        case system, user, assistant
    }

    /// Who speaks.
    public var role: Role
    /// What is said.
    public var content: String

    /// Creates a message.
    public init(_ role: Role, _ content: String) {
        self.role = role
        self.content = content
    }

    /// The message as it stands in a request.
    var json: JSONValue { ["role": .string(role.rawValue), "content": .string(content)] }
}
