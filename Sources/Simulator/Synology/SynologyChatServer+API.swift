internal import Dispatch
internal import HTTPServer
internal import SynoWire
internal import Synchronization
internal import Wire

extension SynologyChatServer {
    /// Answers a request to the API, to the control routes, or to anything else on a NAS.
    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        if request.target.path.hasPrefix("/simulator/") { return control(request, exchange) }
        guard request.target.path == "/webapi/entry.cgi" else {
            // DSM's own pages: what a bot meets behind a wrong base URL.
            return exchange.respond(Self.page(status: request.target.path == "/" ? 200 : 404))
        }
        let call = ChatCall(request)
        let fault = shared.withLock { shared in
            shared.plan.next { $0.method == nil || $0.method == call.method }?.kind
        }
        switch fault {
        case .dropBefore:
            finish(request, exchange, nil, remark: "drop-before")
            exchange.abort()
        case .hang:
            finish(request, exchange, nil, remark: "hang")
            exchange.hold()
        case .html(let status): finish(request, exchange, Self.page(status: status))
        case .code(let code):
            finish(request, exchange, Self.response(.failure(.init(code: code, detail: .text("simulated")))))
        default: carryOut(call, request, exchange, fault)
        }
    }

    private func carryOut(
        _ call: ChatCall,
        _ request: HTTPRequest,
        _ exchange: HTTPExchange,
        _ fault: SynologyFault.Kind?
    ) {
        var answer = update { shared in shared.state.answer(call, now: shared.state.configuration.now()) }
        if fault == .partialFailure, case .success(let success) = answer {
            answer = .success(.init(delivered: [], failed: success.posts.map(\.userID)))
        }
        let response = Self.response(answer)
        switch fault {
        case .dropAfter:
            finish(request, exchange, nil, remark: "drop-after")
            exchange.abort()
        case .hangAfter:
            finish(request, exchange, nil, remark: "hang-after")
            exchange.hold()
        case .delay(let seconds):
            DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [self] in
                finish(request, exchange, response)
            }
        case .flood(let bytes):
            var flooded = response
            flooded.body = [UInt8](repeating: UInt8(ascii: " "), count: bytes) + response.body
            finish(request, exchange, flooded)
        default: finish(request, exchange, response)
        }
    }

    /// Records an exchange, then answers it.
    private func finish(
        _ request: HTTPRequest,
        _ exchange: HTTPExchange,
        _ response: HTTPResponse?,
        remark: String? = nil
    ) {
        record(
            ChatExchange(
                direction: .toChat,
                method: request.method,
                target: request.target.raw,
                headers: request.headers.map { ($0.name, $0.value) },
                body: request.body,
                status: response?.status,
                answer: response?.body ?? [],
                remark: remark
            )
        )
        if let response { exchange.respond(response) }
    }

    /// An answer of the API: HTTP 200, whatever it says.
    ///
    /// SYN-110.
    private static func response(_ answer: SynoResponse) -> HTTPResponse {
        HTTPResponse(
            status: 200,
            headers: ["Content-Type": "application/json; charset=\"UTF-8\""],
            body: answer.encoded()
        )
    }

    private static func page(status: Int) -> HTTPResponse {
        HTTPResponse(
            status: status,
            text: "<!DOCTYPE html><html><head><title>Simulated DSM</title></head><body></body></html>\n",
            contentType: "text/html; charset=utf-8"
        )
    }
}
