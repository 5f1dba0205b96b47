internal import HTTPServer
internal import SynoWire
internal import Synchronization
internal import Wire

/// The routes by which another process drives a simulated Synology Chat.
///
/// | Route | Body or query | Answer |
/// |---|---|---|
/// | `GET /simulator/entries` | `user`, `after` (both optional) | the lines on the screens, from the line with the number `after` on |
/// | `GET /simulator/posts` | `user`, `count`, `timeout` in seconds | the bot's posts, as soon as there are `count`; else 504 |
/// | `POST /simulator/type` | `{"user":4,"text":"…"}` | `{"outcome":"acknowledged"}`, `answered` or `failed`, with `text` |
/// | `POST /simulator/press` | `{"user":4,"post":N,"button":"…"}` | the same, or 404 |
/// | `POST /simulator/faults` | an array of faults | 200 |
/// | `DELETE /simulator/faults` | | 200 |
/// | `POST /simulator/configure` | `{"bot_url":"…","command_url":"…","interval_ms":500,"limit":2000}` | 200 |
/// | `POST /simulator/reset` | | 200; screens, exchanges and faults are empty again |
/// | `GET /simulator/transcript` | | the bytes of both directions, as text |
enum ControlRoute: String {
    case entries, posts, type, press, faults, configure, reset, transcript
}

extension SynologyChatServer {
    /// Answers a control request.
    func control(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        let name = request.target.path.dropFirst("/simulator/".count)
        guard let route = ControlRoute(rawValue: String(name)) else { return exchange.refuse(404) }
        switch (request.method, route) {
        case ("GET", .entries): list(request, exchange)
        case ("GET", .posts): waitForPosts(request, exchange)
        case ("GET", .transcript): exchange.respond(HTTPResponse(status: 200, text: transcript))
        case ("DELETE", .faults):
            clearFaults()
            exchange.send([:])
        case ("POST", .faults): addFaults(request, exchange)
        case ("POST", .configure): configure(request, exchange)
        case ("POST", .reset):
            reset()
            exchange.send([:])
        case ("POST", .type): type(request, exchange)
        case ("POST", .press): press(request, exchange)
        default: exchange.refuse(405)
        }
    }

    private func list(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        let user = request.queryNumber("user")
        let first = Int(clamping: request.queryNumber("after") ?? 0)
        let lines = shared.withLock { $0.state.log.elements(from: first).map(\.element) }
        exchange.send(Self.list(lines.filter { user == nil || $0.userID == user }))
    }

    private func waitForPosts(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard let user = request.queryNumber("user"), let count = request.queryNumber("count") else {
            return exchange.refuse(400)
        }
        let isPost = { @Sendable (entry: ChatEntry) in entry.userID == user && entry.kind == .bot }
        let isMet = { @Sendable (entries: [ChatEntry]) in entries.count(where: isPost) >= Int(count) }
        wait(seconds: Double(request.queryNumber("timeout") ?? 10), until: isMet) { entries in
            guard let entries else { return exchange.refuse(504) }
            exchange.send(Self.list(entries.filter(isPost)))
        }
    }

    private func addFaults(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard shared.withLock({ $0.plan.add(json: request.body) }) else { return exchange.refuse(400) }
        exchange.send([:])
    }

    private func configure(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard case .object(let members)? = try? JSONParser.parse(request.body) else {
            return exchange.refuse(400)
        }
        configure { configuration in
            if case .string(let url) = members["bot_url"] { configuration.botURL = url }
            if case .string(let url) = members["command_url"] {
                for index in configuration.commands.indices { configuration.commands[index].url = url }
            }
            if let interval = members["interval_ms"]?.int64 {
                configuration.postInterval = Double(interval) / 1000
            }
            if let limit = members["limit"]?.int64 { configuration.textLimit = Int(limit) }
        }
        exchange.send([:])
    }

    private func type(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard case .object(let members)? = try? JSONParser.parse(request.body),
            let user = members["user"]?.int64, case .string(let text) = members["text"]
        else { return exchange.refuse(400) }
        type(text, as: user) { exchange.send(Self.json($0)) }
    }

    private func press(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard case .object(let members)? = try? JSONParser.parse(request.body),
            let user = members["user"]?.int64, let post = members["post"]?.int64,
            case .string(let button) = members["button"]
        else { return exchange.refuse(400) }
        Task {
            guard let outcome = await press(button, of: post, as: user) else { return exchange.refuse(404) }
            exchange.send(Self.json(outcome))
        }
    }
}

extension SynologyChatServer {
    private static func list(_ entries: [ChatEntry]) -> JSONValue {
        .array(
            entries.map { entry in
                [
                    "kind": .string(entry.kind.rawValue), "user": .number(JSONNumber(entry.userID)),
                    "post": entry.postID.map { .number(JSONNumber($0)) } ?? .null, "text": .string(entry.text),
                    "time": .number(JSONNumber(entry.time)),
                ]
            }
        )
    }

    private static func json(_ outcome: TypingOutcome) -> JSONValue {
        switch outcome {
        case .acknowledged: ["outcome": "acknowledged"]
        case .answered(let text): ["outcome": "answered", "text": .string(text)]
        case .failed(let reason): ["outcome": "failed", "text": .string(reason)]
        }
    }
}
