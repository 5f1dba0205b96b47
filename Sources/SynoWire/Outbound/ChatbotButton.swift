public import Wire

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
