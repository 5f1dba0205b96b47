import CCurl
import Synchronization

/// What other threads ask of the client's thread.
enum ClientCommand: Sendable {
    case start(UInt64, HTTPClientRequest, @Sendable (HTTPClientEvent) -> Void)
    case cancel(UInt64)
    case stop
}

/// The queue between the callers and the client's thread, which it wakes.
final class Mailbox: Sendable {
    private struct State {
        var commands: [ClientCommand] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let lastID = Atomic<UInt64>(0)
    /// The multi handle; for the client's thread alone.
    ///
    /// Safe to share because the one function that other threads call with it is `curl_multi_wakeup`, which curl documents
    /// as callable from any thread, and they call it under the lock that also guards `isClosed`: never after `close`.
    nonisolated(unsafe) let multi: UnsafeMutableRawPointer

    /// Creates the multi handle.
    init() throws(HTTPClientError) {
        let failure = HTTPClientError(
            kind: .unavailable,
            requestWasSent: false,
            message: "libcurl cannot be started."
        )
        guard CurlLibrary.isReady, let multi = curl_multi_init() else { throw failure }
        // Without a descriptor for it libcurl goes on, and the thread would never hear of a request.
        guard curl_multi_wakeup(multi) == CURLM_OK else {
            curl_multi_cleanup(multi)
            throw failure
        }
        self.multi = multi
    }

    deinit {
        // Open here only where the thread never started.
        if !state.withLock({ $0.isClosed }) { curl_multi_cleanup(multi) }
    }

    /// A number that no other request of this client has.
    func nextID() -> UInt64 { lastID.add(1, ordering: .relaxed).newValue }

    /// Queues a command and wakes the thread; returns `false` once it has ended.
    @discardableResult
    func post(_ command: ClientCommand) -> Bool {
        state.withLock { state in
            guard !state.isClosed else { return false }
            state.commands.append(command)
            // One wake-up serves all commands that wait. Under the lock, so that the handle lives.
            if state.commands.count == 1 { curl_multi_wakeup(multi) }
            return true
        }
    }

    /// Takes the commands that wait.
    func take() -> [ClientCommand] {
        state.withLock { state in
            defer { state.commands.removeAll(keepingCapacity: true) }
            return state.commands
        }
    }

    /// Refuses further commands, frees the handle, and returns the commands that were not taken.
    func close() -> [ClientCommand] {
        state.withLock { state in
            state.isClosed = true
            curl_multi_cleanup(multi)
            defer { state.commands = [] }
            return state.commands
        }
    }
}

/// The library's one-time set-up.
enum CurlLibrary {
    /// Whether libcurl is set up; the first use sets it up.
    static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
