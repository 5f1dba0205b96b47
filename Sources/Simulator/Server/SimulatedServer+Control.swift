import HTTPServer
import Wire

/// The routes by which another process drives any simulated server; ``SimulatedWorld`` has more of its own.
///
/// | Route | Body or query | Answer |
/// |---|---|---|
/// | `POST /simulator/faults` | an array of misbehaviours | 200 |
/// | `DELETE /simulator/faults` | | 200 |
/// | `POST /simulator/configure` | an object, see the world | 200 |
/// | `POST /simulator/reset` | | 200; what happened and the misbehaviours to come are forgotten |
/// | `GET /simulator/wait` | `count`, `timeout` in seconds | `{"count":N}` as soon as `count` exchanges have ended since the start or the last reset; else 504 |
extension SimulatedServer {
    static var controlPrefix: String { "/simulator/" }

    /// Answers a control request.
    func control(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        let route = String(request.target.path.dropFirst(Self.controlPrefix.count))
        switch (request.method, route) {
        case ("POST", "faults"): accept(update { $0.plan.add(json: request.body) }, exchange)
        case ("DELETE", "faults"):
            clearFaults()
            exchange.send([:])
        case ("POST", "configure"): configure(request, exchange)
        case ("POST", "reset"):
            reset()
            exchange.send([:])
        case ("GET", "wait"): wait(request, exchange)
        case (_, "faults"), (_, "configure"), (_, "reset"), (_, "wait"): exchange.refuse(405)
        default: World.control(route, request, exchange, self)
        }
    }

    private func configure(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard let members = (try? JSONParser.parse(request.body))?.object else { return exchange.refuse(400) }
        let isAccepted = update { world in
            var changed = world
            guard changed.configure(members) else { return false }
            world = changed
            return true
        }
        accept(isAccepted, exchange)
    }

    private func accept(_ isAccepted: Bool, _ exchange: HTTPExchange) {
        if isAccepted { exchange.send([:]) } else { exchange.refuse(400) }
    }

    private func wait(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard let number = request.queryNumber("count") else { return exchange.refuse(400) }
        let count = Int(clamping: number)
        let seconds = Double(min(max(request.queryNumber("timeout") ?? 10, 0), 600))
        let look: @Sendable (World) -> (@Sendable () -> Void)? = { world in
            let found = world.exchangeCount
            guard found >= count else { return nil }
            return { exchange.send(["count": .number(JSONNumber(found))]) }
        }
        wait(seconds: seconds, for: look, orElse: { exchange.refuse(504) })
    }
}

extension HTTPExchange {
    /// Answers 200 with JSON.
    func send(_ value: JSONValue) { respond(HTTPResponse(json: value)) }

    /// Answers with a status and its reason.
    func refuse(_ status: Int) { respond(HTTPResponse(status: status, text: "\(HTTPStatus.reason(status))\n")) }
}

extension HTTPResponse {
    /// A response with a body of JSON.
    init(json: JSONValue, status: Int = 200, headers: HTTPFields = [:]) {
        self.init(status: status, headers: headers, body: json.encoded())
        self.headers.append(name: "Content-Type", value: "application/json")
    }
}

extension HTTPRequest {
    /// A whole number of the query.
    func queryNumber(_ name: String) -> Int64? {
        let pairs = try? FormParser.parse(Array((target.query ?? "").utf8))
        return pairs?.first { $0.name == name }.flatMap { Int64($0.value) }
    }
}
