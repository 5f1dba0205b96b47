internal import Dispatch
internal import HTTPServer
internal import Synchronization
internal import Tokenizer
internal import Wire

/// A chat request as the simulated endpoint reads it.
private struct Asked {
    let model: String
    let messages: [(role: String, name: String?, content: String)]
    let isStream: Bool
    let wantsUsage: Bool

    init?(_ body: [UInt8]) {
        guard let json = try? JSONParser.parse(body), let model = json["model"]?.string,
            let list = json["messages"]?.array, !list.isEmpty
        else { return nil }
        var messages: [(role: String, name: String?, content: String)] = []
        for message in list {
            guard let role = message["role"]?.string, let content = message["content"]?.string else { return nil }
            messages.append((role, message["name"]?.string, content))
        }
        self.model = model
        self.messages = messages
        isStream = json["stream"]?.bool ?? false
        wantsUsage = json["stream_options"]?["include_usage"]?.bool ?? false
    }

    var question: String { messages.last { $0.role == "user" }?.content ?? "" }
}

/// A reply with what it costs.
private struct Reply {
    let text: String
    let finish: String
    let prompt: Int
    let completion: Int

    init(_ asked: Asked, _ directive: OpenAIDirective?) {
        let counter = ChatCounter(model: asked.model)
        text = Self.text(asked, directive)
        finish = directive == .length ? "length" : "stop"
        prompt = counter.prompt(asked.messages)
        completion = Tokenizer.shared(counter.model.encoding).count(text)
    }

    var usage: JSONValue {
        .object([
            "prompt_tokens": .number(JSONNumber(prompt)), "completion_tokens": .number(JSONNumber(completion)),
            "total_tokens": .number(JSONNumber(prompt + completion)),
        ])
    }

    private static func text(_ asked: Asked, _ directive: OpenAIDirective?) -> String {
        let question = asked.question
        let isChinese = question.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
        let number = asked.messages.count { $0.role == "user" }
        let plain =
            isChinese
            ? "这是模拟的模型对第 \(number) 个问题的回答。您说的是：\(question)"
            : "This is the simulated model's answer to question \(number). You said: \(question)"
        switch directive {
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

extension OpenAIServer {
    /// `POST /v1/chat/completions`.
    func complete(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard let asked = Asked(request.body) else {
            let sentence = "We could not parse the JSON body of your request."
            return refuse(400, sentence, "invalid_request_error", nil, request, exchange)
        }
        let planned = shared.withLock { $0.faults.isEmpty ? nil : $0.faults.removeFirst() }
        let directive = planned ?? OpenAIDirective(in: asked.question)
        switch directive {
        case .hang: record(request, 0, [])
        case .error(let status): fail(status, request, exchange)
        case .slow(let seconds):
            queue.asyncAfter(deadline: .now() + seconds) { self.reply(asked, directive, request, exchange) }
        default: reply(asked, directive, request, exchange)
        }
    }

    private func fail(_ status: Int, _ request: HTTPRequest, _ exchange: HTTPExchange) {
        let kinds = [
            401: ("invalid_request_error", "invalid_api_key"), 402: ("insufficient_quota", "insufficient_quota"),
            404: ("invalid_request_error", "model_not_found"), 429: ("requests", "rate_limit_exceeded"),
            400: ("invalid_request_error", "context_length_exceeded"), 503: ("service_unavailable_error", "overloaded"),
        ]
        let kind = kinds[status] ?? ("server_error", "server_error")
        var headers: HTTPFields = [:]
        if status == 429 { headers.append(name: "Retry-After", value: "1") }
        refuse(status, "A simulated error.", kind.0, kind.1, request, exchange, headers: headers)
    }

    private func reply(
        _ asked: Asked,
        _ directive: OpenAIDirective?,
        _ request: HTTPRequest,
        _ exchange: HTTPExchange
    ) {
        let reply = Reply(asked, directive)
        guard asked.isStream else {
            let message = JSONValue.object([
                "role": .string("assistant"), "content": .string(reply.text), "refusal": .null,
            ])
            let choice = JSONValue.object([
                "index": .number(JSONNumber(0)), "message": message, "logprobs": .null,
                "finish_reason": .string(reply.finish),
            ])
            var body = envelope(asked, "chat.completion")
            body.append("choices", .array([choice]))
            body.append("usage", reply.usage)
            return answer(200, .object(body), request, exchange)
        }
        stream(asked, reply, isCut: directive == .cut, request, exchange)
    }

    private func envelope(_ asked: Asked, _ kind: String) -> JSONObject {
        [
            "id": .string("chatcmpl-simulated"), "object": .string(kind), "created": .number(JSONNumber(1_700_000_000)),
            "model": .string(asked.model),
        ]
    }

    private func stream(
        _ asked: Asked,
        _ reply: Reply,
        isCut: Bool,
        _ request: HTTPRequest,
        _ exchange: HTTPExchange
    ) {
        var bytes: [UInt8] = []
        func send(_ choices: [JSONValue], usage: JSONValue = .null) {
            var chunk = envelope(asked, "chat.completion.chunk")
            chunk.append("choices", .array(choices))
            if asked.wantsUsage { chunk.append("usage", usage) }
            bytes += Array("data: ".utf8) + JSONValue.object(chunk).encoded() + Array("\n\n".utf8)
        }
        func choice(_ delta: JSONObject, finish: JSONValue = .null) -> JSONValue {
            .object([
                "index": .number(JSONNumber(0)), "delta": .object(delta), "logprobs": .null, "finish_reason": finish,
            ])
        }
        send([choice(["role": .string("assistant"), "content": .string("")])])
        var rest = reply.text[...]
        while !rest.isEmpty {
            send([choice(["content": .string(String(rest.prefix(12)))])])
            rest = rest.dropFirst(12)
        }
        if !isCut {
            send([choice([:], finish: .string(reply.finish))])
            if asked.wantsUsage { send([], usage: reply.usage) }
            bytes += Array("data: [DONE]\n\n".utf8)
        }
        record(request, 200, bytes)
        exchange.begin(status: 200, headers: ["Content-Type": "text/event-stream; charset=utf-8"])
        exchange.write(bytes)
        exchange.end()
    }
}
