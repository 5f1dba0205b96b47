internal import Dispatch
internal import HTTPServer
internal import Synchronization
internal import Tokenizer
internal import Wire

/// A simulated OpenAI endpoint on a real socket: `POST /v1/chat/completions`, with and without stream, and
/// `GET /v1/models`; usage counted by the real tokenizer.
///
/// Its answers are deterministic. Directives in the last user message make it misbehave (``OpenAIDirective``), and
/// ``plan(_:)`` does the same from code.
public final class OpenAIServer: Sendable {
    struct Shared: Sendable {
        var faults: [OpenAIDirective] = []
        var requests: [OpenAIExchange] = []
    }

    let shared = Mutex(Shared())
    private let server: Mutex<HTTPServer?>
    let queue = DispatchQueue(label: "simulator.openai")
    /// The key that requests must carry; `nil` lets everybody in.
    let key: String?
    /// The port it listens on.
    public let port: UInt16

    /// Binds a port of this machine and starts to answer.
    ///
    /// - Parameters:
    ///   - port: 0 for a free one.
    ///   - key: what `Authorization: Bearer` must say; `nil` for anything.
    /// - Throws: an error of the HTTP server where the port cannot be had.
    public init(port: UInt16 = 0, key: String? = nil) throws {
        self.key = key
        let relay = OpenAIRelay()
        let server = try HTTPServer(
            configuration: .init(
                hosts: ["127.0.0.1"],
                port: port,
                loops: 1,
                limits: HTTPParserLimits(body: 1 << 22)
            ),
            handler: { request, exchange in relay.handle(request, exchange) }
        )
        self.port = server.port
        self.server = Mutex(server)
        relay.attach(self)
        server.start()
    }

    /// The value for `OPENAI_API_BASE`.
    public var baseURL: String { "http://127.0.0.1:\(port)/v1" }

    /// What was asked and answered so far.
    public var requests: [OpenAIExchange] { shared.withLock { $0.requests } }

    /// Plans what the next requests meet, one each.
    public func plan(_ faults: OpenAIDirective...) { shared.withLock { $0.faults += faults } }

    /// Closes every connection and ends the threads.
    public func stop() {
        let running = server.withLock { server in
            defer { server = nil }
            return server
        }
        running?.stop()
    }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        if let key, request.headers["Authorization"] != "Bearer \(key)" {
            return refuse(
                401,
                "Incorrect API key provided.",
                "invalid_request_error",
                "invalid_api_key",
                request,
                exchange
            )
        }
        switch (request.method, request.target.path) {
        case ("POST", "/v1/chat/completions"): complete(request, exchange)
        case ("GET", "/v1/models"):
            let model = JSONValue.object(["id": .string("gpt-4o-mini"), "object": .string("model")])
            let list = JSONValue.object(["object": .string("list"), "data": .array([model])])
            answer(200, list, request, exchange)
        default: refuse(404, "Unknown request URL.", "invalid_request_error", nil, request, exchange)
        }
    }

    /// An error in OpenAI's form.
    func refuse(
        _ status: Int,
        _ message: String,
        _ type: String,
        _ code: String?,
        _ request: HTTPRequest,
        _ exchange: HTTPExchange,
        headers: HTTPFields = [:]
    ) {
        let error: JSONObject = [
            "message": .string(message), "type": .string(type), "param": .null,
            "code": code.map(JSONValue.string) ?? .null,
        ]
        answer(status, .object(["error": .object(error)]), request, exchange, headers: headers)
    }

    func answer(
        _ status: Int,
        _ json: JSONValue,
        _ request: HTTPRequest,
        _ exchange: HTTPExchange,
        headers: HTTPFields = [:]
    ) {
        var response = HTTPResponse(status: status, headers: headers, body: json.encoded())
        response.headers.append(name: "Content-Type", value: "application/json")
        record(request, status, response.body)
        exchange.respond(response)
    }

    func record(_ request: HTTPRequest, _ status: Int, _ body: [UInt8]) {
        let seen = OpenAIExchange(
            method: request.method,
            target: request.target.raw,
            authorization: request.headers["Authorization"],
            body: request.body,
            status: status,
            answer: body
        )
        shared.withLock { $0.requests.append(seen) }
    }
}

/// The way from the HTTP server's threads to the simulator, which exists only after its server.
private final class OpenAIRelay: Sendable {
    private struct Target: Sendable { weak var server: OpenAIServer? }
    private let target = Mutex(Target())

    func attach(_ server: OpenAIServer) { target.withLock { $0.server = server } }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard let server = target.withLock({ $0.server }) else { return exchange.abort() }
        server.handle(request, exchange)
    }
}
