/// A message of the inbox whose turn has come.
package struct Question: Sendable, Equatable {
    /// The id of its message, which grows with every message.
    package let id: Int64
    /// What was written.
    package let text: String
    /// How often `/retry` came for it, as far as the answer under way was begun after that.
    package var retries = 0
}
