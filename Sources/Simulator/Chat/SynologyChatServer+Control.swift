package import HTTPServer
import SynoWire
package import Wire

/// The routes by which another process drives a simulated Synology Chat, besides those of every simulated server.
///
/// | Route | Body or query | Answer |
/// |---|---|---|
/// | `GET /simulator/entries` | `user`, `after` (both optional) | the lines on the screens, from the line with the number `after` on |
/// | `GET /simulator/posts` | `user`, `count`, `timeout` in seconds | the bot's posts, as soon as there are `count`; else 504 |
/// | `POST /simulator/type` | `{"user":4,"text":"…"}` | `{"outcome":"acknowledged"}`, `answered` or `failed`, with `text` |
/// | `POST /simulator/press` | `{"user":4,"post":N,"button":"…"}` | the same, or 404 |
/// | `GET /simulator/transcript` | | the bytes of both directions, as text |
private enum ChatRoute: String {
    case entries, posts, type, press, transcript
}

extension ChatWorld {
    /// Answers a control request.
    package static func control(
        _ route: String,
        _ request: HTTPRequest,
        _ exchange: HTTPExchange,
        _ server: SimulatedServer<ChatWorld>
    ) {
        guard let route = ChatRoute(rawValue: route) else { return exchange.refuse(404) }
        switch (request.method, route) {
        case ("GET", .entries): server.list(request, exchange)
        case ("GET", .posts): server.waitForPosts(request, exchange)
        case ("GET", .transcript): exchange.respond(HTTPResponse(status: 200, text: server.transcript))
        case ("POST", .type): server.type(request, exchange)
        case ("POST", .press): server.press(request, exchange)
        default: exchange.refuse(405)
        }
    }
}

extension SimulatedServer where World == ChatWorld {
    fileprivate func list(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        let user = request.queryNumber("user")
        let first = Int(clamping: request.queryNumber("after") ?? 0)
        let lines = read { $0.log.elements(from: first).map(\.element) }
        exchange.send(Self.list(lines.filter { user == nil || $0.userID == user }))
    }

    fileprivate func waitForPosts(_ request: HTTPRequest, _ exchange: HTTPExchange) {
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

    fileprivate func type(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard case .object(let members)? = try? JSONParser.parse(request.body),
            let user = members["user"]?.int64, case .string(let text) = members["text"]
        else { return exchange.refuse(400) }
        type(text, as: user) { exchange.send(Self.json($0)) }
    }

    fileprivate func press(_ request: HTTPRequest, _ exchange: HTTPExchange) {
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

extension SimulatedServer where World == ChatWorld {
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
