/// A request and its answer, byte for byte as far as the parsers keep them.
package struct ChatExchange: Sendable, Equatable {
    /// Who called whom.
    package enum Direction: String, Sendable {
        /// Synology Chat called the bot or a command's server.
        case toBot = "to-bot"
        /// The bot called Synology Chat.
        case toChat = "to-chat"
    }

    /// Who called whom.
    package var direction: Direction
    /// The method.
    package var method: String
    /// The whole URL, or the request's target.
    package var target: String
    /// The fields of the request, in order.
    package var headers: [(name: String, value: String)]
    /// The body of the request.
    package var body: [UInt8]
    /// The status of the answer, or `nil` where none came or none was sent.
    package var status: Int?
    /// The body of the answer.
    package var answer: [UInt8]
    /// What was done instead of an answer, such as `hang`, or why none came.
    package var remark: String?

    /// The exchange as lines of text: the request, an empty line, its body; then the same of the answer.
    package var transcript: String {
        var lines = ["\(direction == .toBot ? ">>>" : "<<<") \(method) \(target)"]
        lines += headers.map { "\($0.name): \($0.value)" }
        lines += ["", String(decoding: body, as: UTF8.self), ""]
        lines.append("\(direction == .toBot ? "<<<" : ">>>") \(status.map(String.init) ?? remark ?? "no answer")")
        if !answer.isEmpty { lines += ["", String(decoding: answer, as: UTF8.self)] }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Whether both are the same, byte by byte.
    package static func == (left: ChatExchange, right: ChatExchange) -> Bool { left.transcript == right.transcript }
}
