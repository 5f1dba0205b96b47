import Dispatch
import Glibc
import Synchronization
public import Wire
import Platform

/// An HTTP/1.1 server on event loops.
///
/// A few threads, one an event loop, serve all connections; an idle connection costs no allocation, and a server without
/// connections never wakes. The handler runs on a loop's thread and must not block; its answer may come later from any
/// thread.
///
/// ```swift
/// let server = try HTTPServer(configuration: .init(port: 8000)) { request, exchange in
///     exchange.respond(HTTPResponse(status: 200, text: "hello\n"))
/// }
/// server.start()
/// ```
public final class HTTPServer: Sendable {
    /// The port it listens on.
    public let port: UInt16
    private let listeners: [Listener]
    private let loops: [EventLoop]
    private let budget: ConnectionBudget
    private let state = Mutex(State())

    private struct State {
        var threads: [pthread_t] = []
        var isListening = true
        var isStopped = false
    }

    /// Binds the addresses; connections wait until ``start()``.
    ///
    /// - Throws: ``HTTPServerError`` where an address cannot be listened on.
    public convenience init(
        configuration: Configuration = Configuration(),
        handler: @escaping @Sendable (HTTPRequest, HTTPExchange) -> Void
    ) throws(HTTPServerError) {
        try self.init(configuration: configuration, faults: nil, handler: handler)
    }

    /// Binds the addresses of a server some of whose system calls fail.
    init(
        configuration: Configuration,
        faults: SystemCalls.Faults?,
        handler: @escaping @Sendable (HTTPRequest, HTTPExchange) -> Void
    ) throws(HTTPServerError) {
        (listeners, port) = try Listener.open(hosts: configuration.hosts, port: configuration.port)
        budget = ConnectionBudget(limit: configuration.maxConnections)
        var loops: [EventLoop] = []
        do throws(HTTPServerError) {
            for _ in 0..<configuration.loops {
                loops.append(
                    try EventLoop(
                        configuration: configuration,
                        listeners: listeners,
                        budget: budget,
                        system: SystemCalls(faults: faults),
                        handler: handler
                    )
                )
            }
        } catch {
            for listener in listeners { listener.close() }
            throw error
        }
        self.loops = loops
    }

    deinit { stop() }

    /// Connections open now.
    public var connectionCount: Int { budget.count }

    /// How often the loops have woken together.
    var wakeups: Int { loops.reduce(0) { $0 + $1.wakeups.load(ordering: .relaxed) } }

    /// Wakes the loops, so that they look at their deadlines.
    func wake() { for loop in loops { loop.post(.look) } }

    /// Starts the loops.
    public func start() {
        state.withLock { state in
            guard state.threads.isEmpty, !state.isStopped else { return }
            for loop in loops { state.threads.append(Self.startThread { loop.run() }) }
        }
    }

    /// Stops accepting, closes what is idle, and waits until the rest is answered.
    ///
    /// Answers from now on close their connection. Not to be called from a handler.
    ///
    /// - Parameter seconds: How long to wait at most.
    /// - Returns: Whether every connection ended by itself.
    @discardableResult
    public func drain(seconds: Double) -> Bool {
        guard state.withLock({ !$0.threads.isEmpty && !$0.isStopped }) else { return true }
        let released = DispatchSemaphore(value: 0)
        let empty = DispatchSemaphore(value: 0)
        let deadline = DispatchTime.now() + seconds
        let report = EventLoop.DrainReport(onReleased: { released.signal() }, onEmpty: { empty.signal() })
        for loop in loops { loop.post(.drain(report)) }
        // Closed earlier, the listeners would reset connections that a loop has not accepted yet.
        for _ in loops { released.wait() }
        closeListeners()
        return loops.allSatisfy { _ in empty.wait(timeout: deadline) == .success }
    }

    /// Closes everything at once and ends the threads.
    ///
    /// Not to be called from a handler.
    public func stop() {
        let threads = state.withLock { state in
            let threads = state.threads
            state.threads = []
            state.isStopped = true
            return threads
        }
        if !threads.isEmpty { for loop in loops { loop.post(.stop) } }
        for thread in threads { pthread_join(thread, nil) }
        closeListeners()
    }

    private func closeListeners() {
        let wasListening = state.withLock { state in
            let wasListening = state.isListening
            state.isListening = false
            return wasListening
        }
        if wasListening { for listener in listeners { listener.close() } }
    }

    /// Runs a body on a new thread.
    private static func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t {
        final class Box: Sendable {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
        var thread = pthread_t()
        let context = Unmanaged.passRetained(Box(body)).toOpaque()
        let status = pthread_create(
            &thread,
            nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body()
                return nil
            },
            context
        )
        precondition(status == 0, "the system refused a thread: \(SystemError(code: status))")
        return thread
    }
}

/// Why a server could not be started.
public enum HTTPServerError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Another process listens on the port already.
    case portInUse(host: String, port: UInt16)
    /// The account may not listen on the port.
    case permission(host: String, port: UInt16)
    /// The host is not an address of this machine.
    case address(host: String, reason: String)
    /// A system call failed.
    case system(call: String, reason: String)

    /// One sentence that says what is wrong and what to do.
    public var description: String {
        switch self {
        case .portInUse(let host, let port):
            "Port \(port) on \(host) is in use by another process: stop it, or choose another port."
        case .permission(let host, let port):
            "This account may not listen on port \(port) of \(host): choose a port from 1024 up."
        case .address(let host, let reason):
            "\(host) is not an address of this machine (\(reason)): listen on 0.0.0.0, ::, or one of its addresses."
        case .system(let call, let reason):
            "The system refused \(call): \(reason)."
        }
    }
}
