internal import Dispatch
internal import HTTPServer
internal import Wire

/// What the control routes of both simulators answer with.
extension HTTPExchange {
    /// Answers 200 with JSON.
    func send(_ value: JSONValue) {
        respond(HTTPResponse(status: 200, headers: ["Content-Type": "application/json"], body: value.encoded()))
    }

    /// Answers with a status and its reason.
    func refuse(_ status: Int) { respond(HTTPResponse(status: status, text: "\(HTTPStatus.reason(status))\n")) }

    /// Keeps an exchange open until its client goes: one that is dropped would be answered with 500.
    func hold() {
        DispatchQueue.global().asyncAfter(deadline: .now() + 1) { if !isClosed { hold() } }
    }
}

extension HTTPRequest {
    /// A whole number of the query.
    func queryNumber(_ name: String) -> Int64? {
        let pairs = try? FormParser.parse(Array((target.query ?? "").utf8))
        return pairs?.first { $0.name == name }.flatMap { Int64($0.value) }
    }
}
