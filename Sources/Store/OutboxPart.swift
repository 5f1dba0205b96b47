package import Bot

/// A part of an answer on its way to Synology Chat.
package struct OutboxPart: Sendable, Equatable {
    /// Grows with the order of delivery.
    package let id: Int64
    /// Who reads it.
    package let userID: Int64
    /// The question it belongs to.
    package let messageID: Int64
    /// What is posted.
    package let text: String
    /// What its attempts came to so far.
    package var progress: DeliveryProgress
}

/// What a settled part leaves behind.
package struct Settlement: Sendable, Equatable {
    /// Why the answer was given up, where it was.
    package let failure: DeliveryFailure?
    /// True where the user has further parts to be posted.
    package let hasMore: Bool
}

/// A user with parts to be posted.
package struct OutboxUser: Sendable, Equatable {
    /// The user's id.
    package let id: Int64
    /// Unix milliseconds before which the first part is not to be sent.
    package let nextAttemptAt: Int64
}
