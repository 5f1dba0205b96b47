public import Wire

/// A text with buttons below a message.
///
/// SYN-100.
public struct ChatbotAttachment: Sendable, Equatable {
    /// Names the attachment in callbacks; needed where there are buttons.
    public var callbackID: String
    /// The text above the buttons.
    public var text: String
    /// The buttons; how many Chat shows is not known.
    public var actions: [ChatbotButton]

    /// Creates an attachment.
    public init(callbackID: String, text: String, actions: [ChatbotButton]) {
        self.callbackID = callbackID
        self.text = text
        self.actions = actions
    }

    /// The attachment as a member of `attachments`, in the wire's member order.
    public var json: JSONValue {
        [
            "callback_id": .string(callbackID), "text": .string(text),
            "actions": .array(actions.map(\.json)),
        ]
    }
}
