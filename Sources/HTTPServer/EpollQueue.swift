import CLinux
import Glibc
import Platform

/// What a descriptor is watched for.
struct EventInterest: OptionSet, Sendable {
    let rawValue: UInt8

    static let read = EventInterest(rawValue: 1)
    static let write = EventInterest(rawValue: 2)
}

/// What happened to a descriptor.
struct PollEvent: Sendable {
    /// The number the descriptor was added with.
    let token: UInt64
    let isReadable: Bool
    let isWritable: Bool
    /// The connection is gone in both directions.
    let isGone: Bool
}

/// A level-triggered readiness queue of the system: epoll here, and what kqueue offers elsewhere.
protocol EventPoll: Sendable {
    /// Opens a queue.
    init() throws(HTTPServerError)
    /// Watches a descriptor; `isShared` where several queues watch it and one is enough to wake.
    func add(_ descriptor: Int32, token: UInt64, interest: EventInterest, isShared: Bool) -> Bool
    /// Changes what a descriptor is watched for.
    func change(_ descriptor: Int32, token: UInt64, interest: EventInterest)
    /// Forgets a descriptor; closing it does the same.
    func remove(_ descriptor: Int32)
    /// Waits up to `milliseconds`, -1 for ever, and puts what happened into `events`.
    func wait(milliseconds: Int32, into events: inout [PollEvent])
    /// Closes the queue.
    func close()
}

/// ``EventPoll`` on Linux.
struct EpollQueue: EventPoll {
    private static let batch = 256
    private let descriptor: Int32

    init() throws(HTTPServerError) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { throw .system(call: "epoll_create1", reason: SystemError.last.description) }
    }

    func add(_ descriptor: Int32, token: UInt64, interest: EventInterest, isShared: Bool) -> Bool {
        control(EPOLL_CTL_ADD, descriptor, token, interest, isShared ? EPOLLEXCLUSIVE.rawValue : 0)
    }

    func change(_ descriptor: Int32, token: UInt64, interest: EventInterest) {
        _ = control(EPOLL_CTL_MOD, descriptor, token, interest, 0)
    }

    func remove(_ descriptor: Int32) {
        _ = control(EPOLL_CTL_DEL, descriptor, 0, [], 0)
    }

    func wait(milliseconds: Int32, into events: inout [PollEvent]) {
        events.removeAll(keepingCapacity: true)
        withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: Self.batch) { buffer in
            let count = epoll_wait(descriptor, buffer.baseAddress, Int32(Self.batch), milliseconds)
            for index in 0..<max(0, Int(count)) {
                let flags = buffer[index].events
                events.append(
                    PollEvent(
                        token: buffer[index].data.u64,
                        isReadable: flags & EPOLLIN.rawValue != 0,
                        isWritable: flags & EPOLLOUT.rawValue != 0,
                        isGone: flags & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0
                    )
                )
            }
        }
    }

    func close() { _ = Glibc.close(descriptor) }

    private func control(
        _ operation: Int32,
        _ descriptor: Int32,
        _ token: UInt64,
        _ interest: EventInterest,
        _ flags: UInt32
    ) -> Bool {
        var event = epoll_event()
        event.events = flags
        if interest.contains(.read) { event.events |= EPOLLIN.rawValue }
        if interest.contains(.write) { event.events |= EPOLLOUT.rawValue }
        event.data.u64 = token
        return epoll_ctl(self.descriptor, operation, descriptor, &event) == 0
    }
}
