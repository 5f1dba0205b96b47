import Wire

extension ModelWorld {
    /// `POST /v1/chat/completions`.
    mutating func complete(_ question: ModelQuestion, number: Int) throws(Refusal) -> SimulatedAnswer {
        let misbehaviour = plan.next() ?? ModelMisbehaviour.Kind(in: question.text)
        switch misbehaviour {
        case .hang: return SimulatedAnswer(.hang)
        case .dropBefore: return SimulatedAnswer(.drop)
        case .error(let status, let retryAfter): throw Self.error(status, retryAfter)
        case .slow, .think, .code, .cut, .empty, .length, .dropMiddle, .stall, .malformed, .pieceDelay, .long, nil:
            break
        }
        guard configuration.models.isEmpty || configuration.models.contains(question.model) else {
            let sentence = "The model `\(question.model)` does not exist or you do not have access to it."
            throw Refusal(404, sentence, code: "model_not_found", parameter: "model")
        }
        let reply = ModelReply(question, misbehaviour, number)
        if let window = configuration.window, reply.prompt > window {
            let sentence =
                "This model's maximum context length is \(window) tokens. However, your messages resulted in "
                + "\(reply.prompt) tokens. Please reduce the length of the messages."
            throw Refusal(400, sentence, code: "context_length_exceeded", parameter: "messages")
        }
        return Self.answer(reply, misbehaviour)
    }

    private static func error(_ status: Int, _ retryAfter: Int?) -> Refusal {
        let kinds = [
            401: ("invalid_request_error", "invalid_api_key"), 402: ("insufficient_quota", "insufficient_quota"),
            404: ("invalid_request_error", "model_not_found"), 429: ("requests", "rate_limit_exceeded"),
            400: ("invalid_request_error", "context_length_exceeded"), 503: ("service_unavailable_error", "overloaded"),
        ]
        let kind = kinds[status] ?? ("server_error", "server_error")
        var refusal = Refusal(status, "A simulated error.", type: kind.0, code: kind.1)
        if let retryAfter { refusal.headers.append(name: "Retry-After", value: String(retryAfter)) }
        return refusal
    }

    private static func answer(_ reply: ModelReply, _ misbehaviour: ModelMisbehaviour.Kind?) -> SimulatedAnswer {
        var pieces = reply.pieces(isWhole: misbehaviour != .cut)
        var end = SimulatedAnswer.End.whole
        var pause = 0.0
        var delay = 0.0
        switch misbehaviour {
        case .malformed: pieces[pieces.count / 2] = Array("data: {\"choices\":[{\"delta\":\n\n".utf8)
        case .dropMiddle, .stall:
            pieces.removeLast(pieces.count / 2)
            end = misbehaviour == .stall ? .stall : .drop
        case .pieceDelay(let seconds): pause = seconds
        case .slow(let seconds): delay = seconds
        case .think, .code, .cut, .empty, .length, .long, .error, .hang, .dropBefore, nil: break
        }
        let headers: HTTPFields = ["Content-Type": reply.contentType, "x-request-id": reply.requestID]
        let head = HTTPResponse(status: 200, headers: headers)
        return SimulatedAnswer(.stream(head: head, pieces: pieces, pause: pause, end), after: delay)
    }
}
