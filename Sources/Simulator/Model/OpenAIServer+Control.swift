package import HTTPServer
package import Wire

extension SimulatedServer where World == ModelWorld {
    /// The value for `OPENAI_API_BASE`.
    package var baseURL: String { "\(address)/v1" }

    /// What was asked and answered so far, in the order of the answers; of very many the newest.
    package var requests: [OpenAIExchange] { read { Array($0.log.elements) } }
}

extension ModelWorld {
    /// Answers `GET /simulator/requests`: `{"next":N,"dropped":N,"requests":[…]}`, those with a number from `after` on; ask
    /// with `next` for what follows.
    package static func control(
        _ route: String,
        _ request: HTTPRequest,
        _ exchange: HTTPExchange,
        _ server: SimulatedServer<ModelWorld>
    ) {
        guard route == "requests" else { return exchange.refuse(404) }
        guard request.method == "GET" else { return exchange.refuse(405) }
        let first = Int(clamping: request.queryNumber("after") ?? 0)
        let (rows, next, dropped) = server.read { world in
            (world.log.elements(from: first), world.log.total, world.log.dropped)
        }
        exchange.send([
            "next": .number(JSONNumber(next)), "dropped": .number(JSONNumber(dropped)),
            "requests": .array(rows.map { json($0.number, $0.element) }),
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
}

/// One request to the simulated endpoint with what it answered.
package struct OpenAIExchange: Sendable, Equatable {
    /// The method.
    package let method: String
    /// Path and query.
    package let target: String
    /// The header `Authorization`.
    package let authorization: String?
    /// The request's body.
    package let body: [UInt8]
    /// The status.
    package let status: Int
    /// The answer's body; of a stream everything that was sent.
    package let answer: [UInt8]

    /// Both directions as text, for golden files.
    package var transcript: String {
        let header = authorization.map { "Authorization: \($0)\n" } ?? ""
        return "> \(method) \(target)\n\(header)\n\(String(decoding: body, as: UTF8.self))\n< \(status)\n\n"
            + "\(String(decoding: answer, as: UTF8.self))\n"
    }
}
