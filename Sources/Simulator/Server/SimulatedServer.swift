import Dispatch
import HTTPClient
import HTTPServer
import Synchronization
import Wire

/// A simulated world on a real socket.
///
/// What it answers is the world's decision; here are the socket, the lock, the clock of delayed answers, and those who
/// wait for something to happen. Another process drives it through the routes below `/simulator/`.
package final class SimulatedServer<World: SimulatedWorld>: Sendable {
    /// What is behind the lock.
    private struct Shared: Sendable {
        var world: World
        var waiters: [Int: Waiter] = [:]
        var nextWaiter = 0
        var isStopped = false
    }

    /// Somebody who waits until something has happened in the world.
    private struct Waiter: Sendable {
        /// What is to be done where it has happened.
        let look: @Sendable (World) -> (@Sendable () -> Void)?
        let giveUp: @Sendable () -> Void
    }

    private let shared: Mutex<Shared>
    private let server: Mutex<HTTPServer?>
    private let queue = DispatchQueue(label: "simulator")
    /// Calls those whom the people of the world write to.
    let client: HTTPClient
    /// The port it listens on.
    package let port: UInt16
    private let host: String

    /// Binds the address and starts to answer.
    ///
    /// - Throws: an error of the HTTP server or client where the address or libcurl cannot be had.
    package init(configuration: World.Configuration) throws {
        shared = Mutex(Shared(world: World(configuration)))
        client = try HTTPClient()
        let relay = Relay<World>()
        let server = try HTTPServer(
            configuration: .init(
                hosts: [configuration.host],
                port: configuration.port,
                loops: 1,
                limits: World.limits
            ),
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
    package func stop() {
        let running = server.withLock { server in
            defer { server = nil }
            return server
        }
        running?.stop()
        client.shutdown()
        let waiters = shared.withLock { shared in
            defer { shared.waiters = [:] }
            shared.isStopped = true
            return Array(shared.waiters.values)
        }
        for waiter in waiters { waiter.giveUp() }
    }

    /// The address without a path.
    package var address: String { "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    /// Changes the set-up; the address stays.
    package func configure(_ change: (inout World.Configuration) -> Void) { update { change(&$0.configuration) } }

    /// Plans misbehaviours behind those still to come.
    package func plan(_ misbehaviours: World.Planned...) { update { $0.plan.add(misbehaviours) } }

    /// Forgets every misbehaviour still to come.
    package func clearFaults() { update { $0.plan = MisbehaviourPlan() } }

    /// Forgets what happened, and every misbehaviour still to come.
    package func reset() { update { $0.reset() } }

    // MARK: The world

    /// Reads the world.
    func read<Result: Sendable>(_ body: (World) -> Result) -> Result { shared.withLock { body($0.world) } }

    /// Changes the world, and wakes whoever waited for the change.
    func update<Result: Sendable>(_ change: (inout World) -> Result) -> Result {
        let (result, woken): (Result, [@Sendable () -> Void]) = shared.withLock { shared in
            let result = change(&shared.world)
            var woken: [@Sendable () -> Void] = []
            for (number, waiter) in shared.waiters {
                guard let resume = waiter.look(shared.world) else { continue }
                shared.waiters[number] = nil
                woken.append(resume)
            }
            return (result, woken)
        }
        for resume in woken { resume() }
        return result
    }

    /// Waits until something has happened.
    ///
    /// - Parameters:
    ///   - seconds: how long.
    ///   - look: returns what to do once it has happened; called under the lock after every change.
    ///   - giveUp: called where it did not happen in time, or where the server has stopped.
    func wait(
        seconds: Double,
        for look: @escaping @Sendable (World) -> (@Sendable () -> Void)?,
        orElse giveUp: @escaping @Sendable () -> Void
    ) {
        let (now, number): ((@Sendable () -> Void)?, Int) = shared.withLock { shared in
            if let resume = look(shared.world) { return (resume, 0) }
            guard !shared.isStopped else { return (giveUp, 0) }
            shared.nextWaiter += 1
            shared.waiters[shared.nextWaiter] = Waiter(look: look, giveUp: giveUp)
            return (nil, shared.nextWaiter)
        }
        if let now { return now() }
        queue.asyncAfter(deadline: .now() + seconds) { [weak self] in
            let late = self?.shared.withLock { $0.waiters.removeValue(forKey: number) }
            late?.giveUp()
        }
    }

    // MARK: Requests

    fileprivate func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        if request.target.path.hasPrefix(Self.controlPrefix) { return control(request, exchange) }
        let answer = update { $0.answer(request) }
        guard answer.delay > 0 else { return perform(answer, request, exchange) }
        queue.asyncAfter(deadline: .now() + answer.delay) { self.perform(answer, request, exchange) }
    }

    /// Records an exchange, then answers it.
    private func perform(_ answer: SimulatedAnswer, _ request: HTTPRequest, _ exchange: HTTPExchange) {
        update { $0.record(request, answer) }
        switch answer.act {
        case .respond(let response): exchange.respond(response)
        case .drop: exchange.abort()
        case .hang: Self.hold(exchange, on: queue)
        case .stream(let head, let pieces, let pause, let end):
            exchange.begin(status: head.status, headers: head.headers)
            guard pause == 0 else { return write(pieces[...], pause, end, exchange) }
            exchange.write(pieces.flatMap(\.self))
            self.end(end, exchange)
        }
    }

    private func write(
        _ pieces: ArraySlice<[UInt8]>,
        _ pause: Double,
        _ end: SimulatedAnswer.End,
        _ exchange: HTTPExchange
    ) {
        guard let first = pieces.first, !exchange.isClosed else { return self.end(end, exchange) }
        queue.asyncAfter(deadline: .now() + pause) {
            exchange.write(first)
            self.write(pieces.dropFirst(), pause, end, exchange)
        }
    }

    private func end(_ end: SimulatedAnswer.End, _ exchange: HTTPExchange) {
        switch end {
        case .whole: exchange.end()
        // What is written and not sent yet would be dropped with the connection.
        case .drop: queue.asyncAfter(deadline: .now() + 0.1) { exchange.abort() }
        case .stall: Self.hold(exchange, on: queue)
        }
    }

    /// Keeps an exchange open until its client goes: one that is dropped would be answered with 500.
    private static func hold(_ exchange: HTTPExchange, on queue: DispatchQueue) {
        guard !exchange.isClosed else { return }
        queue.asyncAfter(deadline: .now() + 1) { hold(exchange, on: queue) }
    }
}

/// The way from the HTTP server's threads to the simulator, which exists only after its server.
private final class Relay<World: SimulatedWorld>: Sendable {
    private struct Target: Sendable { weak var server: SimulatedServer<World>? }
    private let target = Mutex(Target())

    func attach(_ server: SimulatedServer<World>) { target.withLock { $0.server = server } }

    func handle(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard let server = target.withLock({ $0.server }) else { return exchange.abort() }
        server.handle(request, exchange)
    }
}
