import CLinux
import Glibc
import Synchronization

/// The system calls that serve a connection, any of which a test may let fail, and the clock, which a test may stop.
struct SystemCalls: Sendable {
    /// A call by name.
    enum Call: Sendable, CaseIterable { case accept, receive, send, watch }

    /// Lets chosen calls fail, and tells another time.
    final class Faults: Sendable {
        private let decide: @Sendable (Call) -> Int32?
        fileprivate let clock: (@Sendable () -> MonotonicTime)?

        /// Asks `decide` before each call, and `clock` for the time.
        ///
        /// An error number that `decide` returns is what the call fails with; without a `clock` the time is the machine's.
        init(
            clock: (@Sendable () -> MonotonicTime)? = nil,
            _ decide: @escaping @Sendable (Call) -> Int32? = { _ in nil }
        ) {
            self.clock = clock
            self.decide = decide
        }

        /// - Returns: Whether the call is to fail; then `errno` is set.
        func strikes(_ call: Call) -> Bool {
            guard let error = decide(call) else { return false }
            errno = error
            return true
        }
    }

    /// None but in tests.
    let faults: Faults?

    /// The moment now.
    var now: MonotonicTime { faults?.clock?() ?? .now }

    /// Accepts a connection, without blocking.
    func accept(_ listener: Int32, _ address: inout sockaddr_storage) -> Int32 {
        if faults?.strikes(.accept) == true { return -1 }
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return linux_accept4(listener, &address, &length, Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue))
    }

    /// Receives into a buffer.
    func receive(_ descriptor: Int32, _ buffer: UnsafeMutableBufferPointer<UInt8>) -> Int {
        if faults?.strikes(.receive) == true { return -1 }
        return recv(descriptor, buffer.baseAddress, buffer.count, 0)
    }

    /// Sends from a buffer; a closed connection is an error, not a signal.
    func send(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        if faults?.strikes(.send) == true { return -1 }
        return Glibc.send(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// Adds a connection to a queue.
    func watch(_ poll: some EventPoll, _ descriptor: Int32, _ token: UInt64) -> Bool {
        if faults?.strikes(.watch) == true { return false }
        return poll.add(descriptor, token: token, interest: .read, isShared: false)
    }
}
