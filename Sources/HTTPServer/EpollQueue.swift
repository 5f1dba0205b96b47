internal import CLinux
internal import Glibc

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
