internal import HTTPServer
internal import SynoWire
internal import Synchronization
internal import Wire

/// The routes by which another process drives a simulated Synology Chat.
///
/// | Route | Body or query | Answer |
/// |---|---|---|
/// | `GET /simulator/entries` | `user` (optional) | the lines on the screens |
/// | `GET /simulator/posts` | `user`, `count`, `timeout` in seconds | the bot's posts, as soon as there are so many; else 504 |
/// | `POST /simulator/type` | `{"user":4,"text":"…"}` | `{"outcome":"acknowledged"}`, `answered` or `failed`, with `text` |
/// | `POST /simulator/press` | `{"user":4,"post":N,"button":"…"}` | the same, or 404 |
/// | `POST /simulator/faults` | an array of faults | 200 |
/// | `DELETE /simulator/faults` | | 200 |
/// | `POST /simulator/configure` | `{"bot_url":"…","command_url":"…","interval_ms":500,"limit":2000}` | 200 |
/// | `GET /simulator/transcript` | | the bytes of both directions, as text |
enum ControlRoute: String {
    case entries, posts, type, press, faults, configure, transcript
}

extension SynologyChatServer {
    /// Answers a control request.
    func control(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        let name = request.target.path.dropFirst("/simulator/".count)
        guard let route = ControlRoute(rawValue: String(name)) else { return Self.refuse(exchange, 404) }
        switch (request.method, route) {
        case ("GET", .entries): Self.send(exchange, Self.list(entries.filter(Self.filter(request))))
        case ("GET", .posts): waitForPosts(request, exchange)
        case ("GET", .transcript): exchange.respond(HTTPResponse(status: 200, text: transcript))
        case ("DELETE", .faults):
            clearFaults()
            Self.send(exchange, .object([:]))
        case ("POST", .faults): addFaults(request, exchange)
        case ("POST", .configure): configure(request, exchange)
        case ("POST", .type): type(request, exchange)
        case ("POST", .press): press(request, exchange)
        default: Self.refuse(exchange, 405)
        }
    }

    private func waitForPosts(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard let user = Self.query("user", request), let count = Self.query("count", request) else {
            return Self.refuse(exchange, 400)
        }
        let isPost = { @Sendable (entry: ChatEntry) in entry.userID == user && entry.kind == .bot }
        let isMet = { @Sendable (entries: [ChatEntry]) in entries.count(where: isPost) >= Int(count) }
        wait(seconds: Double(Self.query("timeout", request) ?? 10), until: isMet) { entries in
            guard let entries else { return Self.refuse(exchange, 504) }
            Self.send(exchange, Self.list(entries.filter(isPost)))
        }
    }

    private func addFaults(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard case .array(let rows)? = try? JSONParser.parse(request.body) else { return Self.refuse(exchange, 400) }
        let faults = rows.compactMap(SynologyFault.init(json:))
        guard faults.count == rows.count else { return Self.refuse(exchange, 400) }
        shared.withLock { $0.plan.faults += faults }
        Self.send(exchange, .object([:]))
    }

    private func configure(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard case .object(let members)? = try? JSONParser.parse(request.body) else {
            return Self.refuse(exchange, 400)
        }
        configure { configuration in
            if case .string(let url) = members["bot_url"] { configuration.botURL = url }
            if case .string(let url) = members["command_url"] {
                for index in configuration.commands.indices { configuration.commands[index].url = url }
            }
            if let interval = Self.number("interval_ms", members) {
                configuration.postInterval = Double(interval) / 1000
            }
            if let limit = Self.number("limit", members) { configuration.textLimit = Int(limit) }
        }
        Self.send(exchange, .object([:]))
    }

    private func type(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard case .object(let members)? = try? JSONParser.parse(request.body),
            let user = Self.number("user", members), case .string(let text) = members["text"]
        else { return Self.refuse(exchange, 400) }
        type(text, as: user) { Self.send(exchange, Self.json($0)) }
    }

    private func press(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard case .object(let members)? = try? JSONParser.parse(request.body),
            let user = Self.number("user", members), let post = Self.number("post", members),
            case .string(let button) = members["button"]
        else { return Self.refuse(exchange, 400) }
        Task {
            guard let outcome = await press(button, of: post, as: user) else { return Self.refuse(exchange, 404) }
            Self.send(exchange, Self.json(outcome))
        }
    }
}

extension SynologyChatServer {
    private static func number(_ name: String, _ members: JSONObject) -> Int64? {
        guard case .number(let number) = members[name] else { return nil }
        return number.int64
    }

    private static func query(_ name: String, _ request: HTTPRequest) -> Int64? {
        let pairs = try? FormParser.parse(Array((request.target.query ?? "").utf8))
        return pairs?.first { $0.name == name }.flatMap { Int64($0.value) }
    }

    private static func filter(_ request: HTTPRequest) -> (ChatEntry) -> Bool {
        let user = query("user", request)
        return { user == nil || $0.userID == user }
    }

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

    private static func send(_ exchange: HTTPExchange, _ value: JSONValue) {
        exchange.respond(
            HTTPResponse(status: 200, headers: ["Content-Type": "application/json"], body: value.encoded())
        )
    }

    private static func refuse(_ exchange: HTTPExchange, _ status: Int) {
        exchange.respond(HTTPResponse(status: status, text: "\(HTTPStatus.reason(status))\n"))
    }
}
