internal import Dispatch
internal import HTTPServer
internal import Synchronization
internal import Wire

extension OpenAIServer {
    /// `POST /v1/chat/completions`.
    func complete(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        let question: SimulatedQuestion
        do throws(SimulatedQuestion.Refusal) { question = try SimulatedQuestion(request.body) } catch {
            let type = "invalid_request_error"
            return refuse(400, error.message, type, nil, parameter: error.parameter, request, exchange)
        }
        let (planned, configuration, number) = shared.withLock { shared in
            shared.questions += 1
            return (shared.plan.next()?.directive, shared.configuration, shared.questions)
        }
        let directive = planned ?? OpenAIDirective(in: question.text)
        switch directive {
        case .hang:
            record(request, 0, [])
            return exchange.hold()
        case .dropBefore:
            record(request, 0, [])
            return exchange.abort()
        case .error(let status, let retryAfter): return fail(status, retryAfter, request, exchange)
        default: break
        }
        guard configuration.models.isEmpty || configuration.models.contains(question.model) else {
            let sentence = "The model `\(question.model)` does not exist or you do not have access to it."
            let code = "model_not_found"
            return refuse(404, sentence, "invalid_request_error", code, parameter: "model", request, exchange)
        }
        let reply = SimulatedReply(question, directive, number)
        if let window = configuration.window, reply.prompt > window {
            let sentence =
                "This model's maximum context length is \(window) tokens. However, your messages resulted in "
                + "\(reply.prompt) tokens. Please reduce the length of the messages."
            let code = "context_length_exceeded"
            return refuse(400, sentence, "invalid_request_error", code, parameter: "messages", request, exchange)
        }
        guard case .slow(let seconds) = directive else { return send(reply, directive, request, exchange) }
        queue.asyncAfter(deadline: .now() + seconds) { self.send(reply, directive, request, exchange) }
    }

    private func fail(_ status: Int, _ retryAfter: Int?, _ request: HTTPRequest, _ exchange: HTTPExchange) {
        let kinds = [
            401: ("invalid_request_error", "invalid_api_key"), 402: ("insufficient_quota", "insufficient_quota"),
            404: ("invalid_request_error", "model_not_found"), 429: ("requests", "rate_limit_exceeded"),
            400: ("invalid_request_error", "context_length_exceeded"), 503: ("service_unavailable_error", "overloaded"),
        ]
        let kind = kinds[status] ?? ("server_error", "server_error")
        var headers: HTTPFields = [:]
        if let retryAfter { headers.append(name: "Retry-After", value: String(retryAfter)) }
        refuse(status, "A simulated error.", kind.0, kind.1, request, exchange, headers: headers)
    }

    private func send(
        _ reply: SimulatedReply,
        _ directive: OpenAIDirective?,
        _ request: HTTPRequest,
        _ exchange: HTTPExchange
    ) {
        var pieces = reply.pieces(isWhole: directive != .cut)
        switch directive {
        case .malformed: pieces[pieces.count / 2] = Array("data: {\"choices\":[{\"delta\":\n\n".utf8)
        case .dropMiddle, .stall: pieces.removeLast(pieces.count / 2)
        default: break
        }
        record(request, 200, pieces.flatMap(\.self))
        exchange.begin(status: 200, headers: ["Content-Type": reply.contentType, "x-request-id": reply.requestID])
        if case .pieceDelay(let seconds) = directive {
            return send(pieces[...], seconds, exchange)
        }
        exchange.write(pieces.flatMap(\.self))
        switch directive {
        // What is written and not sent yet would be dropped with the connection.
        case .dropMiddle: queue.asyncAfter(deadline: .now() + 0.1) { exchange.abort() }
        case .stall: exchange.hold()
        default: exchange.end()
        }
    }

    /// Sends pieces with a pause before each.
    private func send(_ pieces: ArraySlice<[UInt8]>, _ seconds: Double, _ exchange: HTTPExchange) {
        guard let first = pieces.first, !exchange.isClosed else { return exchange.end() }
        queue.asyncAfter(deadline: .now() + seconds) {
            exchange.write(first)
            self.send(pieces.dropFirst(), seconds, exchange)
        }
    }
}
