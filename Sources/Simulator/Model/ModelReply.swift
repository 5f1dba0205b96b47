import Tokenizer
import Wire

/// A reply with what it costs, as the pieces that are sent.
struct ModelReply: Sendable {
    /// The tokens of the prompt.
    let prompt: Int
    private let question: ModelQuestion
    private let text: String
    private let finish: String
    private let completion: Int
    private let number: Int

    /// Shapes the reply; the number counts the server's questions from 1, so that every answer has an id of its own.
    init(_ question: ModelQuestion, _ misbehaviour: ModelMisbehaviour.Kind?, _ number: Int) {
        let counter = ChatCounter(model: question.model)
        let tokenizer = Tokenizer.shared(counter.model.encoding)
        let whole = Self.text(question, misbehaviour)
        self.question = question
        self.number = number
        text = question.limit.map { Self.cut(whole, $0, tokenizer) } ?? whole
        finish = misbehaviour == .length || text != whole ? "length" : "stop"
        prompt = counter.prompt(question.messages)
        completion = tokenizer.count(text)
    }

    /// A long beginning of no more tokens.
    private static func cut(_ text: String, _ limit: Int, _ tokenizer: Tokenizer) -> String {
        guard tokenizer.count(text) > limit else { return text }
        let characters = Array(text)
        var fits = 0
        var tooMany = characters.count
        while tooMany - fits > 1 {
            let middle = (fits + tooMany) / 2
            if tokenizer.count(String(characters[..<middle])) <= limit { fits = middle } else { tooMany = middle }
        }
        return String(characters[..<fits])
    }

    /// The value of `x-request-id`.
    var requestID: String { "req-simulated-\(number)" }

    /// The content type of the pieces.
    var contentType: String {
        question.isStream ? "text/event-stream; charset=utf-8" : "application/json"
    }

    /// The body in pieces: the events of a stream, or one object in two halves.
    ///
    /// - Parameter isWhole: false leaves out the end, from the middle or, of a stream, from `finish_reason` on.
    /// - Returns: at least one piece.
    func pieces(isWhole: Bool) -> [[UInt8]] {
        guard question.isStream else {
            let bytes = whole.encoded()
            return [Array(bytes.prefix(bytes.count / 2))] + (isWhole ? [Array(bytes.dropFirst(bytes.count / 2))] : [])
        }
        var pieces = [event([choice(["role": "assistant", "content": ""])])]
        var rest = text[...]
        while !rest.isEmpty {
            pieces.append(event([choice(["content": .string(String(rest.prefix(12)))])]))
            rest = rest.dropFirst(12)
        }
        guard isWhole else { return pieces }
        pieces.append(event([choice([:], finish: .string(finish))]))
        if question.wantsUsage { pieces.append(event([], usage: usage)) }
        return pieces + [Array("data: [DONE]\n\n".utf8)]
    }

    private var whole: JSONValue {
        let message: JSONValue = ["role": "assistant", "content": .string(text), "refusal": nil]
        var body = envelope("chat.completion")
        let choice: JSONValue = ["index": 0, "message": message, "logprobs": nil, "finish_reason": .string(finish)]
        body.append("choices", [choice])
        body.append("usage", usage)
        return .object(body)
    }

    private func event(_ choices: [JSONValue], usage: JSONValue = .null) -> [UInt8] {
        var chunk = envelope("chat.completion.chunk")
        chunk.append("choices", .array(choices))
        if question.wantsUsage { chunk.append("usage", usage) }
        return Array("data: ".utf8) + JSONValue.object(chunk).encoded() + Array("\n\n".utf8)
    }

    private func choice(_ delta: JSONObject, finish: JSONValue = .null) -> JSONValue {
        ["index": 0, "delta": .object(delta), "logprobs": nil, "finish_reason": finish]
    }

    private func envelope(_ kind: String) -> JSONObject {
        [
            "id": .string("chatcmpl-simulated-\(number)"), "object": .string(kind), "created": 1_700_000_000,
            "model": .string(question.model),
        ]
    }

    private var usage: JSONValue {
        [
            "prompt_tokens": .number(JSONNumber(prompt)), "completion_tokens": .number(JSONNumber(completion)),
            "total_tokens": .number(JSONNumber(prompt + completion)),
        ]
    }

    private static func text(_ question: ModelQuestion, _ misbehaviour: ModelMisbehaviour.Kind?) -> String {
        let asked = question.text
        let isChinese = asked.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
        let number = question.messages.count { $0.role == "user" }
        let plain =
            isChinese
            ? "这是模拟的模型对第 \(number) 个问题的回答。您说的是：\(asked)"
            : "This is the simulated model's answer to question \(number). You said: \(asked)"
        switch misbehaviour {
        case .empty: return ""
        case .think: return "<think>The user wants to see that reasoning is hidden.</think>\n\n\(plain)"
        case .code: return "\(plain)\n\n```swift\nprint(\"Hello & 100% <ok> #1 + 2\")\n```"
        case .long(let count):
            let paragraph = isChinese ? "这一段是为了让回答变长。" : "This paragraph makes the answer longer than one message."
            return (1...max(1, count)).map { "\($0). \(paragraph)" }.joined(separator: "\n\n")
        default: return plain
        }
    }
}
