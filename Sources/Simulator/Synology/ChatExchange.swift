/// A request and its answer, byte for byte as far as the parsers keep them.
public struct ChatExchange: Sendable, Equatable {
    /// Who called whom.
    public enum Direction: String, Sendable {
        /// Synology Chat called the bot or a command's server.
        case toBot = "to-bot"
        /// The bot called Synology Chat.
        case toChat = "to-chat"
    }

    /// Who called whom.
    public var direction: Direction
    /// The method.
    public var method: String
    /// The whole URL, or the request's target.
    public var target: String
    /// The fields of the request, in order.
    public var headers: [(name: String, value: String)]
    /// The body of the request.
    public var body: [UInt8]
    /// The status of the answer, or `nil` where none came or none was sent.
    public var status: Int?
    /// The body of the answer.
    public var answer: [UInt8]
    /// What was done instead of an answer, such as `hang`, or why none came.
    public var remark: String?

    /// The exchange as lines of text: the request, an empty line, its body; then the same of the answer.
    public var transcript: String {
        var lines = ["\(direction == .toBot ? ">>>" : "<<<") \(method) \(target)"]
        lines += headers.map { "\($0.name): \($0.value)" }
        lines += ["", String(decoding: body, as: UTF8.self), ""]
        lines.append("\(direction == .toBot ? "<<<" : ">>>") \(status.map(String.init) ?? remark ?? "no answer")")
        if !answer.isEmpty { lines += ["", String(decoding: answer, as: UTF8.self)] }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Whether both are the same, byte by byte.
    public static func == (left: ChatExchange, right: ChatExchange) -> Bool { left.transcript == right.transcript }
}
