/// Tells two deliveries of one message from two messages, among those with the same token.
///
/// SYN-022.
public enum DeliveryKey: Sendable, Hashable {
    /// The message's own number.
    case post(Int64)
    /// Who wrote what and when, where no number was sent.
    case content(userID: Int64, timestamp: Int64, text: String)

    /// The key, or `nil` where neither a number nor a time was sent: then every delivery is a message of its own.
    init?(postID: Int64?, userID: Int64, timestamp: Int64?, text: String) {
        if let postID {
            self = .post(postID)
        } else if let timestamp {
            self = .content(userID: userID, timestamp: timestamp, text: text)
        } else {
            return nil
        }
    }
}

extension SynoMessage {
    /// What a second delivery of this message has in common with it.
    public var deliveryKey: DeliveryKey? {
        DeliveryKey(postID: postID, userID: userID, timestamp: timestamp, text: text)
    }
}

extension SynoCommand {
    /// What a second delivery of this command has in common with it.
    public var deliveryKey: DeliveryKey? {
        DeliveryKey(postID: postID, userID: userID, timestamp: timestamp, text: text)
    }
}
