internal import Bot

/// A part of an answer on its way to Synology Chat.
struct OutboxPart: Sendable, Equatable {
    let id: Int64
    let userID: Int64
    /// The question it belongs to.
    let messageID: Int64
    let text: String
    var progress: DeliveryProgress
}

/// A user with parts to be posted.
struct OutboxUser: Sendable, Equatable {
    let id: Int64
    /// Unix milliseconds before which the first part is not to be sent.
    let nextAttemptAt: Int64
}
