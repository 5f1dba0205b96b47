internal import Dispatch
internal import HTTPServer
internal import Synchronization
internal import Wire

/// A simulated OpenAI endpoint on a real socket: `POST /v1/chat/completions`, with and without stream, and
/// `GET /v1/models`; usage counted by the real tokenizer.
///
/// Its answers are deterministic. Directives in the last user message make it misbehave (``OpenAIDirective``), planned ones
/// do it without the user (``OpenAIFault``). Another process drives it through the routes below `/simulator/`
/// (``OpenAIControlRoute``).
public final class OpenAIServer: Sendable {
    struct Shared: Sendable {
        var configuration: OpenAIConfiguration
        var plan = FaultPlan<OpenAIFault>()
        var log: BoundedLog<OpenAIExchange>
        var waiters: [Int: Waiter] = [:]
        var nextWaiter = 0
        /// Questions so far, which number the answers' ids.
        var questions = 0

        init(_ configuration: OpenAIConfiguration) {
            self.configuration = configuration
            log = BoundedLog(limit: configuration.kept, byteLimit: 1 << 28)
        }
    }

    /// A client that waits until `count` requests were answered.
    struct Waiter: Sendable {
        let count: Int
        let exchange: HTTPExchange
    }

    let shared: Mutex<Shared>
    private let server: Mutex<HTTPServer?>
    let queue = DispatchQueue(label: "simulator.openai")
    /// The port it listens on.
    public let port: UInt16
    private let host: String

    /// Binds a port of this machine and starts to answer.
    ///
    /// - Throws: an error of the HTTP server where the address cannot be had.
    public init(_ configuration: OpenAIConfiguration = OpenAIConfiguration()) throws {
        shared = Mutex(Shared(configuration))
        let relay = OpenAIRelay()
        let server = try HTTPServer(
            configuration: .init(
                hosts: [configuration.host],
                port: configuration.port,
                loops: 1,
                limits: HTTPParserLimits(body: 1 << 24)
            ),
            handler: { request, exchange in relay.handle(request, exchange) }
        )
        port = server.port
        host = configuration.host
        self.server = Mutex(server)
        relay.attach(self)
        server.start()
    }

    /// The address without a path.
    public var address: String { "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    /// The value for `OPENAI_API_BASE`.
    public var baseURL: String { "\(address)/v1" }

    /// What was asked and answered so far, in the order of the answers; of very many the newest.
    public var requests: [OpenAIExchange] { shared.withLock { Array($0.log.elements) } }

    /// Plans what requests to come meet, behind what is planned already.
    public func plan(_ faults: OpenAIFault...) { shared.withLock { $0.plan.add(faults) } }

    /// Forgets every fault still to come.
    public func clearFaults() { shared.withLock { $0.plan = FaultPlan() } }

    /// Changes the set-up; the address stays, and how much is remembered.
    public func configure(_ change: (inout OpenAIConfiguration) -> Void) {
        shared.withLock { change(&$0.configuration) }
    }

    /// Forgets what was asked, and every fault still to come.
    public func reset() {
        shared.withLock { shared in
            shared.plan = FaultPlan()
            shared.questions = 0
            shared.log = BoundedLog(limit: shared.log.limit, byteLimit: shared.log.byteLimit)
        }
    }

    /// Closes every connection and ends the threads.
    public func stop() {
        let running = server.withLock { server in
            defer { server = nil }
            return server
        }
        running?.stop()
    }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        if request.target.path.hasPrefix("/simulator/") { return control(request, exchange) }
        let configuration = shared.withLock { $0.configuration }
        if let key = configuration.key, request.headers["Authorization"] != "Bearer \(key)" {
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
            let names = configuration.models.isEmpty ? ["gpt-4o-mini"] : configuration.models
            let rows = names.map { name -> JSONValue in
                ["id": .string(name), "object": "model", "created": 1_700_000_000, "owned_by": "simulator"]
            }
            let list: JSONValue = ["object": "list", "data": .array(rows)]
            answer(200, list, request, exchange)
        case (_, "/v1/chat/completions"), (_, "/v1/models"):
            refuse(405, "The method is not allowed.", "invalid_request_error", nil, request, exchange)
        default: refuse(404, "Unknown request URL.", "invalid_request_error", nil, request, exchange)
        }
    }

    /// An error in OpenAI's form.
    func refuse(
        _ status: Int,
        _ message: String,
        _ type: String,
        _ code: String?,
        parameter: String? = nil,
        _ request: HTTPRequest,
        _ exchange: HTTPExchange,
        headers: HTTPFields = [:]
    ) {
        let error: JSONObject = [
            "message": .string(message), "type": .string(type), "param": parameter.map(JSONValue.string) ?? .null,
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
        let bytes = seen.body.count + seen.answer.count
        let (count, met) = shared.withLock { shared in
            shared.log.append(seen, bytes: bytes)
            let count = shared.log.total
            let met = shared.waiters.filter { $0.value.count <= count }
            for number in met.keys { shared.waiters[number] = nil }
            return (count, met.values.map(\.exchange))
        }
        for exchange in met { Self.tell(count, exchange) }
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
