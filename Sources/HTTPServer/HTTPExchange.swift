import Synchronization
public import Wire

/// The way back to the client of one request.
///
/// Answer once: with ``respond(_:)``, or piece by piece with ``begin(status:headers:)``, ``write(_:)`` and ``end()``. All
/// of it may be done later and from any thread. After the client has gone every call is harmless. An exchange that is
/// dropped without an answer answers 500 by itself.
public struct HTTPExchange: Sendable {
    private let state: ExchangeState

    init(state: ExchangeState) { self.state = state }

    /// The client's address without its port; an IPv4 address mapped into IPv6 is shown as IPv4.
    public var remoteAddress: String { state.address.description }

    /// Whether the connection is gone, so that nobody reads an answer any more.
    public var isClosed: Bool { state.isClosed }

    /// Answers the request; only the first answer counts.
    public func respond(_ response: HTTPResponse) {
        guard state.advance(from: .open, to: .done) else { return }
        state.loop.post(.respond(state.token, response))
    }

    /// Begins an answer whose body follows in pieces, in chunks or, to HTTP/1.0, up to the end of the connection.
    public func begin(status: Int, headers: HTTPFields = [:]) {
        guard state.advance(from: .open, to: .streaming) else { return }
        state.loop.post(.begin(state.token, status, headers))
    }

    /// Sends a piece of the body.
    ///
    /// A reader so slow that more than `maxBuffered` bytes wait for it loses its connection.
    public func write(_ bytes: [UInt8]) {
        guard state.isStreaming else { return }
        guard state.enqueue(bytes.count) else { return abort() }
        state.loop.post(.piece(state, bytes))
    }

    /// Ends the body.
    public func end() {
        guard state.advance(from: .streaming, to: .done) else { return }
        state.loop.post(.end(state.token))
    }

    /// Closes the connection at once, in the middle of whatever was sent: the client sees a broken answer.
    public func abort() {
        guard state.advance(from: .streaming, to: .done) || state.advance(from: .open, to: .done) else { return }
        state.loop.post(.abort(state.token))
    }
}

/// What the copies of one ``HTTPExchange`` share.
final class ExchangeState: Sendable {
    enum Stage: UInt8, AtomicRepresentable { case open, streaming, done }

    let loop: EventLoop
    let token: ConnectionToken
    let address: RemoteAddress
    private let stage = Atomic<Stage>(.open)
    private let queued = Atomic<Int>(0)

    init(loop: EventLoop, token: ConnectionToken, address: RemoteAddress) {
        self.loop = loop
        self.token = token
        self.address = address
    }

    deinit {
        // Nobody can answer any more: say so rather than let the client wait.
        switch stage.load(ordering: .acquiring) {
        case .open: loop.post(.respond(token, HTTPResponse(status: 500, closesConnection: true)))
        case .streaming: loop.post(.abort(token))
        case .done: break
        }
    }

    var isStreaming: Bool { stage.load(ordering: .acquiring) == .streaming }

    var isClosed: Bool { loop.isClosed(token) }

    func advance(from old: Stage, to new: Stage) -> Bool {
        stage.compareExchange(expected: old, desired: new, ordering: .acquiringAndReleasing).exchanged
    }

    /// Counts bytes on their way to the loop.
    ///
    /// - Returns: Whether they are within the bound.
    func enqueue(_ count: Int) -> Bool {
        queued.add(count, ordering: .relaxed).newValue <= loop.configuration.maxBuffered
    }

    /// The loop has taken bytes over.
    func dequeue(_ count: Int) { queued.subtract(count, ordering: .relaxed) }
}
