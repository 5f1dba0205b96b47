import Glibc
import Synchronization

/// An HTTP client for many slow exchanges at once, on libcurl's multi interface.
///
/// One thread serves all requests and sleeps while nothing happens. Connections are kept and reused per origin, HTTP/2 is
/// used where a server offers it over TLS, redirects are not followed, and the proxy variables of the environment are
/// honoured except for loopback addresses.
///
/// A `POST` is never repeated behind the caller's back: where curl would send it again on a fresh connection, the request
/// ends with ``HTTPClientError/Kind/brokenAfterSend`` instead.
public final class HTTPClient: Sendable {
    /// Settings of a client.
    public struct Configuration: Sendable {
        /// The value of `User-Agent`.
        public var userAgent = "synology-chatgpt"
        /// Requests to one origin (scheme, host and port) at a time; the rest waits in order, and other origins do not.
        public var requestsPerOrigin = 128
        /// Idle connections that are kept, over all origins.
        public var idleConnections = 32
        /// Whether a connection may carry one request after the other; otherwise each request has its own.
        public var reusesConnections = true
        /// Whether `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` count.
        public var honoursProxyVariables = true

        /// Creates the default settings.
        public init() {}
    }

    private let mailbox: Mailbox
    private let thread: Mutex<pthread_t?>

    /// Starts the client's thread.
    /// - Throws: ``HTTPClientError/Kind/unavailable`` where libcurl or the thread cannot be had.
    public init(configuration: Configuration = Configuration()) throws(HTTPClientError) {
        let mailbox = try Mailbox()
        let pthread = try ClientThread.start { ClientLoop(mailbox: mailbox, configuration: configuration).run() }
        self.mailbox = mailbox
        self.thread = Mutex(pthread)
    }

    deinit { shutdown() }

    /// Starts a request.
    ///
    /// - Parameters:
    ///   - request: What to send, and the limits.
    ///   - onEvent: Takes the request's events in order, on the client's thread; it must not block. After
    ///     ``shutdown()`` it is called at once, on the caller's thread, with ``HTTPClientError/Kind/cancelled``.
    /// - Returns: The means to cancel.
    @discardableResult
    public func start(
        _ request: HTTPClientRequest,
        onEvent: @escaping @Sendable (HTTPClientEvent) -> Void
    ) -> HTTPClientTask {
        let id = mailbox.nextID()
        if !mailbox.post(.start(id, request, onEvent)) { onEvent(.finished(.failure(.cancelled(wasSent: false)))) }
        return HTTPClientTask(mailbox: mailbox, id: id)
    }

    /// Starts a request whose answer is wanted whole.
    ///
    /// - Parameters:
    ///   - request: What to send, and the limits.
    ///   - onResult: Called once, as `onEvent` of ``start(_:onEvent:)`` is.
    /// - Returns: The means to cancel.
    @discardableResult
    public func send(
        _ request: HTTPClientRequest,
        onResult: @escaping @Sendable (Result<HTTPClientResponse, HTTPClientError>) -> Void
    ) -> HTTPClientTask {
        let response = ResponseCollector()
        return start(request) { event in
            guard let result = response.take(event) else { return }
            onResult(result)
        }
    }

    /// Cancels what is under way, then ends the thread and waits for it (unless called on that thread).
    public func shutdown() {
        mailbox.post(.stop)
        let joined = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        guard let joined else { return }
        // A handler may hold the last reference, so the thread can be asked to wait for itself.
        if pthread_equal(joined, pthread_self()) != 0 {
            pthread_detach(joined)
        } else {
            pthread_join(joined, nil)
        }
    }
}
