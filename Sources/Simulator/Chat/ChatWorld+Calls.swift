import SynoWire
package import Wire

// Requests over HTTP.
extension ChatWorld {
    private static let entryPoint = "/webapi/entry.cgi"

    /// Answers a request to the API, or to anything else on a NAS.
    package mutating func answer(_ request: HTTPRequest) -> SimulatedAnswer {
        guard request.target.path == Self.entryPoint else {
            // DSM's own pages: what a bot meets behind a wrong base URL.
            return SimulatedAnswer(.respond(Self.page(status: request.target.path == "/" ? 200 : 404)))
        }
        let call = ChatCall(request)
        let misbehaviour = plan.next { $0.method == nil || $0.method == call.method }
        switch misbehaviour {
        case .dropBefore: return SimulatedAnswer(.drop, remark: "drop-before")
        case .hang: return SimulatedAnswer(.hang, remark: "hang")
        case .html(let status): return SimulatedAnswer(.respond(Self.page(status: status)))
        case .code(let code):
            let failure = SynoResponse.failure(.init(code: code, detail: .text("simulated")))
            return SimulatedAnswer(.respond(Self.response(failure)))
        case .delay, .dropAfter, .hangAfter, .flood, .partialFailure, nil: return answer(call, misbehaviour)
        }
    }

    private mutating func answer(_ call: ChatCall, _ misbehaviour: ChatMisbehaviour.Kind?) -> SimulatedAnswer {
        var answer = carryOut(call)
        if misbehaviour == .partialFailure, case .success(let success) = answer {
            answer = .success(.init(delivered: [], failed: success.posts.map(\.userID)))
        }
        var response = Self.response(answer)
        switch misbehaviour {
        case .dropAfter: return SimulatedAnswer(.drop, remark: "drop-after")
        case .hangAfter: return SimulatedAnswer(.hang, remark: "hang-after")
        case .delay(let seconds): return SimulatedAnswer(.respond(response), after: seconds)
        case .flood(let bytes): response.body = [UInt8](repeating: UInt8(ascii: " "), count: bytes) + response.body
        case .code, .dropBefore, .hang, .html, .partialFailure, nil: break
        }
        return SimulatedAnswer(.respond(response))
    }

    /// Keeps a call of the API and its answer.
    package mutating func record(_ request: HTTPRequest, _ answer: SimulatedAnswer) {
        guard request.target.path == Self.entryPoint else { return }
        record(
            ChatExchange(
                direction: .toChat,
                method: request.method,
                target: request.target.raw,
                headers: request.headers.map { ($0.name, $0.value) },
                body: request.body,
                status: answer.status,
                answer: answer.body,
                remark: answer.remark
            )
        )
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

/// A call of `entry.cgi`, its parameters gathered from the query and the form body.
struct ChatCall {
    /// The body, whose field `payload` holds the post.
    let body: [UInt8]
    private let parameters: [FormPair]

    /// Gathers the parameters; both places may hold them, as observed.
    ///
    /// A body or query that is not a form has none.
    init(_ request: HTTPRequest) {
        let query = Array((request.target.query ?? "").utf8)
        let inQuery = (try? FormParser.parse(query)) ?? []
        let inBody = (try? FormParser.parse(request.body)) ?? []
        parameters = inQuery + inBody
        body = inQuery.contains { $0.name == "payload" } ? query : request.body
    }

    /// The value of a parameter.
    func value(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// The method, if it is one of Chat's.
    var method: ChatbotEntryPoint.Method? { value("method").flatMap(ChatbotEntryPoint.Method.init(rawValue:)) }

    /// The token, with or without its quotes.
    var token: Secret? { value("token").flatMap(Secret.init(pastedToken:)) }
}
