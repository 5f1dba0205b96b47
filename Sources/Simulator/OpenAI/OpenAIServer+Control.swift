internal import Dispatch
internal import HTTPServer
internal import Synchronization
internal import Wire

/// The routes by which another process drives a simulated OpenAI endpoint.
///
/// | Route | Body or query | Answer |
/// |---|---|---|
/// | `GET /simulator/requests` | `after` (optional) | `{"next":N,"dropped":N,"requests":[…]}`: those with a number from `after` on; ask with `next` for what follows |
/// | `GET /simulator/wait` | `count`, `timeout` in seconds | `{"count":N}` as soon as `count` requests were answered since the start or the last reset; else 504 |
/// | `POST /simulator/faults` | an array of faults | 200 |
/// | `DELETE /simulator/faults` | | 200 |
/// | `POST /simulator/configure` | `{"models":["…"],"window":4096,"key":"…"}`; `null` lifts a bound | 200 |
/// | `POST /simulator/reset` | | 200; requests and faults are forgotten |
enum OpenAIControlRoute: String {
    case requests, wait, faults, configure, reset
}

extension OpenAIServer {
    /// Answers a control request.
    func control(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        let name = request.target.path.dropFirst("/simulator/".count)
        guard let route = OpenAIControlRoute(rawValue: String(name)) else { return exchange.refuse(404) }
        switch (request.method, route) {
        case ("GET", .requests): list(request, exchange)
        case ("GET", .wait): wait(request, exchange)
        case ("POST", .faults):
            guard shared.withLock({ $0.plan.add(json: request.body) }) else { return exchange.refuse(400) }
            exchange.send([:])
        case ("DELETE", .faults):
            clearFaults()
            exchange.send([:])
        case ("POST", .configure): configure(request, exchange)
        case ("POST", .reset):
            reset()
            exchange.send([:])
        default: exchange.refuse(405)
        }
    }

    private func list(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        let first = Int(clamping: request.queryNumber("after") ?? 0)
        let (rows, next, dropped) = shared.withLock { shared in
            (shared.log.elements(from: first), shared.log.total, shared.log.dropped)
        }
        exchange.send([
            "next": .number(JSONNumber(next)), "dropped": .number(JSONNumber(dropped)),
            "requests": .array(rows.map { Self.json($0.number, $0.element) }),
        ])
    }

    private static func json(_ number: Int, _ seen: OpenAIExchange) -> JSONValue {
        [
            "number": .number(JSONNumber(number)), "method": .string(seen.method), "target": .string(seen.target),
            "authorization": seen.authorization.map(JSONValue.string) ?? .null,
            "status": .number(JSONNumber(seen.status)),
            "body": (try? JSONParser.parse(seen.body)) ?? .string(String(decoding: seen.body, as: UTF8.self)),
            "answer": .string(String(decoding: seen.answer, as: UTF8.self)),
        ]
    }

    private func wait(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard let count = request.queryNumber("count") else { return exchange.refuse(400) }
        let seconds = Double(min(max(request.queryNumber("timeout") ?? 10, 0), 600))
        let (total, number): (Int, Int?) = shared.withLock { shared in
            guard shared.log.total < Int(clamping: count) else { return (shared.log.total, nil) }
            shared.nextWaiter += 1
            shared.waiters[shared.nextWaiter] = Waiter(count: Int(clamping: count), exchange: exchange)
            return (shared.log.total, shared.nextWaiter)
        }
        guard let number else { return Self.tell(total, exchange) }
        queue.asyncAfter(deadline: .now() + seconds) { [weak self] in
            let late = self?.shared.withLock { $0.waiters.removeValue(forKey: number) }
            late?.exchange.refuse(504)
        }
    }

    /// Tells whoever waited how many requests there were.
    static func tell(_ count: Int, _ exchange: HTTPExchange) { exchange.send(["count": .number(JSONNumber(count))]) }

    private func configure(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard let members = (try? JSONParser.parse(request.body))?.object else { return exchange.refuse(400) }
        var changed = shared.withLock { $0.configuration }
        for member in members.members {
            switch (member.name, member.value) {
            case ("models", .null): changed.models = []
            case ("models", .array(let names)) where names.allSatisfy({ $0.string != nil }):
                changed.models = names.compactMap(\.string)
            case ("window", .null): changed.window = nil
            case ("window", let value):
                guard let window = value.int64, window > 0 else { return exchange.refuse(400) }
                changed.window = Int(window)
            case ("key", .null): changed.key = nil
            case ("key", .string(let key)): changed.key = key
            default: return exchange.refuse(400)
            }
        }
        let configuration = changed
        shared.withLock { $0.configuration = configuration }
        exchange.send([:])
    }
}
