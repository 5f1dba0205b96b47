import Bot
import Dispatch
import HTTPServer
import Store
import Synchronization
import SynoWire
import Wire

/// Takes each request to what answers it.
///
/// Runs on the server's threads and never blocks: everything that touches the disk is handed to the store's writer or to
/// the file queue, and the exchange is answered from there.
final class Router: Sendable {
    let store: Store
    let delivery: Delivery
    let configuration: Configuration
    let log: Log
    let counters = Counters()
    private let deviations: Deviations
    let refusals = Refusals()
    /// Not of the pool that serves store and delivery: a share that hangs must not hold them up.
    let files = DispatchQueue(label: "files", qos: .utility, attributes: .concurrent)
    /// The marks of commands whose file work is under way.
    let filing = Mutex<Set<DeliveryMark>>([])
    private let isDraining = Atomic(false)

    init(store: Store, delivery: Delivery, configuration: Configuration, deviations: Deviations, log: Log) {
        self.store = store
        self.delivery = delivery
        self.configuration = configuration
        self.deviations = deviations
        self.log = log
    }

    /// From now on `/healthz` says that the process is about to end.
    func beginDraining() { isDraining.store(true, ordering: .relaxed) }

    /// Answers a request, now or later.
    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        if request.method == "OPTIONS", request.target.raw == "*" {
            return exchange.respond(.noContent(allowing: Self.all))
        }
        guard allowsHost(of: request) else {
            return exchange.respond(
                HTTPResponse(status: 421, text: "This host name is not served here: see APP_ALLOWED_HOSTS.\n")
            )
        }
        switch request.target.path {
        case "/": route(request, exchange, post: message)
        case "/webhook": route(request, exchange, post: slashCommand)
        case "/healthz": look(request, exchange, health)
        case "/metrics": look(request, exchange, metrics)
        default:
            let sentence = "There is nothing at this path: POST / is the bot, POST /webhook its slash commands.\n"
            exchange.respond(HTTPResponse(status: 404, text: sentence))
        }
    }

    private static let all = "GET, HEAD, POST, OPTIONS"
    private static let known: Set = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "TRACE"]

    private func route(
        _ request: HTTPRequest,
        _ exchange: HTTPExchange,
        post: (HTTPRequest, HTTPExchange) -> Void
    ) {
        switch request.method {
        case "POST":
            if let field = browserField(of: request) { return turnAway(field, exchange) }
            post(request, exchange)
        case "GET" where request.target.path == "/":
            exchange.respond(HTTPResponse(status: 200, text: "\(Product.name) \(Product.version)\n"))
        // Chat is said to probe with HEAD before it posts (SYN-165); an empty 200 costs nothing.
        case "GET", "HEAD": exchange.respond(HTTPResponse(status: 200))
        default: refuse(request, exchange, allowing: "GET, HEAD, POST")
        }
    }

    private func look(_ request: HTTPRequest, _ exchange: HTTPExchange, _ answer: () -> HTTPResponse) {
        switch request.method {
        case "GET", "HEAD": exchange.respond(answer())
        default: refuse(request, exchange, allowing: "GET, HEAD")
        }
    }

    /// RFC 9110 §15.5.6 and §15.6.2: a known method that is not allowed here is 405 with `Allow`, an unknown one 501.
    private func refuse(_ request: HTTPRequest, _ exchange: HTTPExchange, allowing methods: String) {
        let isKnown = Self.known.contains(request.method)
        var response = HTTPResponse(
            status: isKnown ? 405 : 501,
            text: "This method is not allowed here: use \(methods).\n"
        )
        if isKnown { response.headers.append(name: "Allow", value: methods) }
        exchange.respond(response)
    }

    private func allowsHost(of request: HTTPRequest) -> Bool {
        guard !configuration.allowedHosts.isEmpty else { return true }
        guard let authority = request.authority?.lowercased() else { return false }
        let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        return configuration.allowedHosts.contains(String(host)) || configuration.allowedHosts.contains(authority)
    }

    private func health() -> HTTPResponse {
        let database = store.health
        let isDraining = isDraining.load(ordering: .relaxed)
        let isWell = database.isOK && !isDraining
        let load = delivery.turns.load
        let body = JSONValue.object([
            "status": .string(isDraining ? "draining" : isWell ? "ok" : "failing"),
            "version": .string(Product.version),
            "database": .string(database.name),
            "answering": .number(JSONNumber(Int64(load.answering))),
            "waiting": .number(JSONNumber(Int64(load.waiting))),
        ])
        return HTTPResponse(
            status: isWell ? 200 : 503,
            headers: ["Content-Type": "application/json"],
            body: body.encoded() + [UInt8(ascii: "\n")]
        )
    }

    private func metrics() -> HTTPResponse {
        let load = delivery.turns.load
        let text = counters.text(
            answering: load.answering,
            waiting: load.waiting,
            isHealthy: store.health.isOK,
            deviations: deviations.counts
        )
        return HTTPResponse(status: 200, text: text, contentType: "text/plain; version=0.0.4; charset=utf-8")
    }
}

extension HTTPResponse {
    /// 204 with the methods of the server (RFC 9110 §9.3.7).
    fileprivate static func noContent(allowing methods: String) -> HTTPResponse {
        HTTPResponse(status: 204, headers: ["Allow": methods])
    }
}
