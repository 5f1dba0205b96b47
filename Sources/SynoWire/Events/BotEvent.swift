public import Wire

/// What arrives at a bot's outgoing URL: a message, or a button's callback.
public enum BotEvent: Sendable, Equatable {
    /// A message or a file.
    case message(SynoMessage)
    /// A button that was pressed.
    case callback(SynoCallback)

    /// Decodes a request: a body with a field `payload` and no field `text` is a callback.
    ///
    /// SYN-059.
    ///
    /// - Throws: ``SynoError`` of the kind that was chosen.
    public static func decode(_ post: SynoPost) throws(SynoError) -> BotEvent {
        let pairs = try post.pairs()
        if pairs.contains(where: { $0.name == "payload" }), !pairs.contains(where: { $0.name == "text" }) {
            return .callback(try SynoCallback.decode(post))
        }
        return .message(try SynoMessage(SynoFields(pairs, of: post, known: SynoMessage.fields)))
    }

    /// The integration's token.
    public var token: Secret {
        switch self {
        case .message(let message): message.token
        case .callback(let callback): callback.token
        }
    }
}
