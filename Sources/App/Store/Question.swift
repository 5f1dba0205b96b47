/// A message of the inbox whose turn has come.
struct Question: Sendable, Equatable {
    let id: Int64
    let text: String
    let isRetry: Bool
    /// How often `/retry` came for it, as far as the answer under way was begun after that.
    var retries = 0
}
