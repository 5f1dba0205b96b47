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

/// A button under a message: the only kind of action that is known.
///
/// SYN-101.
public struct ChatbotButton: Sendable, Equatable {
    /// The action's name, sent back when the button is pressed.
    public var name: String
    /// The action's value, sent back when the button is pressed.
    public var value: String
    /// The caption.
    public var text: String
    /// The colour, or `nil` for Chat's own choice.
    public var style: ButtonStyle?

    /// Creates a button.
    public init(name: String, value: String, text: String, style: ButtonStyle? = nil) {
        self.name = name
        self.value = value
        self.text = text
        self.style = style
    }

    /// The button as a member of `actions`, in the wire's member order.
    public var json: JSONValue {
        var members: JSONObject = [
            "type": "button", "name": .string(name), "value": .string(value), "text": .string(text),
        ]
        if let style { members.append("style", .string(style.rawValue)) }
        return .object(members)
    }
}

/// The colours of a button.
///
/// SYN-102.
public enum ButtonStyle: String, Sendable, CaseIterable {
    /// Green.
    case green
    /// Grey.
    case grey
    /// Red.
    case red
    /// Orange.
    case orange
    /// Blue.
    case blue
    /// Teal.
    case teal
}
