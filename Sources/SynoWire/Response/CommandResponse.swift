internal import Wire

/// The answer to a slash command or a message: `{"text":"…"}`, with status 200.
///
/// SYN-160, SYN-161.
public struct CommandResponse: Sendable, Equatable {
    /// The content type of a body that is not empty.
    public static let contentType = "application/json; charset=utf-8"

    /// What is shown to the caller; a text of no characters shows nothing.
    public var text: String

    /// Creates an answer.
    public init(text: String) { self.text = text }

    /// The JSON body.
    public func encoded() -> [UInt8] { JSONValue.object(["text": .string(text)]).encoded() }
}
