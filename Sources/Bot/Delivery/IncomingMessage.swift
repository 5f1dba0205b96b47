/// A message of Synology Chat on its way into the inbox.
public struct IncomingMessage: Sendable, Equatable {
    /// Who wrote it.
    public var userID: Int64
    /// What was written.
    public var text: String
    /// What a second delivery is known by; `nil` where there is neither a number nor a time.
    public var mark: DeliveryMark?
    /// When it came, in Unix milliseconds.
    public var receivedAt: Int64

    /// Creates a message.
    public init(userID: Int64, text: String, mark: DeliveryMark?, receivedAt: Int64) {
        self.userID = userID
        self.text = text
        self.mark = mark
        self.receivedAt = receivedAt
    }
}

/// What became of an incoming message.
public enum Acceptance: Sendable, Equatable {
    /// It is kept under this id, which grows with every message.
    case accepted(Int64)
    /// It has come before.
    case duplicate
}
