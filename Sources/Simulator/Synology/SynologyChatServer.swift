internal import Dispatch
internal import HTTPClient
internal import HTTPServer
internal import SynoWire
internal import Synchronization
internal import Wire

/// A simulated Synology Chat on a real socket: the API that a bot calls, and the people who type to it.
///
/// It answers `…/webapi/entry.cgi` as `Specs/synology/SPEC.md` says, keeps what every user sees, and misbehaves on demand
/// (``SynologyFault``). Another process drives it through the routes below `/simulator/` (``ControlRoute``).
public final class SynologyChatServer: Sendable {
    /// What is behind the lock.
    struct Shared: Sendable {
        var state: ChatState
        var plan = FaultPlan<SynologyFault>()
        var exchanges = BoundedLog<ChatExchange>(limit: 100_000, byteLimit: 1 << 28)
        var waiters: [Int: Waiter] = [:]
        var nextWaiter = 0
        var isStopped = false
    }

    /// Somebody who waits until the screens show something.
    struct Waiter: Sendable {
        let isMet: @Sendable ([ChatEntry]) -> Bool
        let resume: @Sendable ([ChatEntry]?) -> Void
    }

    let shared: Mutex<Shared>
    let client: HTTPClient
    private let server: Mutex<HTTPServer?>
    /// The port it listens on.
    public let port: UInt16
    private let host: String

    /// Binds the address and starts to answer.
    ///
    /// - Throws: an error of the HTTP server or client where the address or libcurl cannot be had.
    public init(configuration: SynologyChatConfiguration) throws {
        shared = Mutex(Shared(state: ChatState(configuration)))
        client = try HTTPClient()
        let relay = Relay()
        let server = try HTTPServer(
            configuration: .init(hosts: [configuration.host], port: configuration.port, loops: 1),
            handler: { request, exchange in relay.handle(request, exchange) }
        )
        port = server.port
        host = configuration.host
        self.server = Mutex(server)
        relay.attach(self)
        server.start()
    }

    deinit {
        // The last reference may go on the server's own thread, which must not wait for itself.
        let running = server.withLock { $0 }
        let client = client
        DispatchQueue.global().async {
            running?.stop()
            client.shutdown()
        }
    }

    /// Closes every connection and ends the threads; whoever waits is told that nothing came.
    public func stop() {
        let running = server.withLock { server in
            defer { server = nil }
            return server
        }
        running?.stop()
        client.shutdown()
        let waiters = shared.withLock { shared in
            defer { shared.waiters = [:] }
            shared.isStopped = true
            return shared.waiters.values.map(\.resume)
        }
        for resume in waiters { resume(nil) }
    }

    /// The base URL that a bot is given.
    public var baseURL: String { "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    /// The incoming URL that Synology Chat's dialog shows for the bot.
    public var incomingURL: String {
        let token = shared.withLock { $0.state.configuration.botToken }
        return "\(baseURL)/webapi/entry.cgi?api=SYNO.Chat.External&method=chatbot&version=2&token=%22\(token.text)%22"
    }

    /// Changes the set-up: URLs, users, limits.
    public func configure(_ change: (inout SynologyChatConfiguration) -> Void) {
        shared.withLock { change(&$0.state.configuration) }
    }

    /// Plans faults behind those still to come.
    public func plan(_ faults: SynologyFault...) { shared.withLock { $0.plan.add(faults) } }

    /// Forgets every fault still to come.
    public func clearFaults() { shared.withLock { $0.plan = FaultPlan() } }

    /// Forgets what is on the screens, what was exchanged, and every fault still to come; posts are numbered on.
    public func reset() {
        shared.withLock { shared in
            shared.state.clear()
            shared.exchanges = .init(limit: shared.exchanges.limit, byteLimit: shared.exchanges.byteLimit)
            shared.plan = FaultPlan()
        }
    }

    /// The requests of both directions, in the order they ended; of very many the newest.
    public var exchanges: [ChatExchange] { shared.withLock { Array($0.exchanges.elements) } }

    /// The bytes of both directions as text, for golden files.
    public var transcript: String { exchanges.map(\.transcript).joined(separator: "\n") }

    /// Keeps an exchange.
    func record(_ exchange: ChatExchange) {
        let bytes = exchange.body.count + exchange.answer.count
        shared.withLock { $0.exchanges.append(exchange, bytes: bytes) }
    }
}

/// The way from the HTTP server's threads to the simulator, which exists only after its server.
private final class Relay: Sendable {
    private struct Target: Sendable { weak var server: SynologyChatServer? }
    private let target = Mutex(Target())

    func attach(_ server: SynologyChatServer) { target.withLock { $0.server = server } }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard let server = target.withLock({ $0.server }) else { return exchange.abort() }
        server.handle(request, exchange)
    }
}
