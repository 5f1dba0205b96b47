import Wire

/// What an integration answers to Synology Chat's request, and what Chat shows for it.
///
/// SYN-160 to SYN-166.
public enum WebhookAnswer: Sendable, Equatable {
    /// Nothing is shown: an empty body, an empty text, other JSON, or plain text.
    case nothing
    /// The text is shown: as the bot's message, or, after a slash command, to the caller alone.
    case text(String)
    /// The sender reads that the request failed.
    case failed(status: Int)

    /// What Chat makes of an answer.
    ///
    /// Anything but 200 is a failure, also 204 (E1). Complexity: O(n).
    public static func decode(status: Int, body: [UInt8]) -> WebhookAnswer {
        guard status == 200 else { return .failed(status: status) }
        guard let value = try? JSONParser.parse(body), case .object(let members) = value,
            case .string(let text) = members["text"], !text.isEmpty
        else { return .nothing }
        return .text(text)
    }
}

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
