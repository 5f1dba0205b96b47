/// A message of the inbox whose turn has come.
struct Question: Sendable, Equatable {
    let id: Int64
    let text: String
    let isRetry: Bool
}
