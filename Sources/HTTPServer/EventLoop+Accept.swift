import Glibc
import Wire

extension EventLoop {
    /// How long nothing is accepted after the system ran out of something.
    private static let pause = 0.1
    /// Connections accepted before the others get their turn.
    private static let acceptBatch = 64

    private static let overloaded = Array(
        "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8
    )

    /// Accepts the connections that wait at a listener.
    func accept(from index: Int) {
        guard isAccepting else { return }
        for _ in 0..<Self.acceptBatch where !acceptOne(listeners[index].descriptor) { return }
    }

    /// Watches the listeners; several loops watch them, and one of them is woken (EPOLLEXCLUSIVE).
    func watchListeners() {
        for (index, listener) in listeners.enumerated() {
            let token = ConnectionToken(slot: index + 1, generation: 0)
            _ = poll.add(listener.descriptor, token: token.packed, interest: .read, isShared: true)
        }
    }

    /// Accepts again after a pause.
    func resumeAccepting() {
        acceptsAgainAt = .never
        guard isAccepting else { return }
        watchListeners()
    }

    /// Takes what the listeners still hold, then lets go of them and of every idle connection.
    func drain(_ report: DrainReport) {
        onEmpty = report.onEmpty
        for listener in listeners { while acceptOne(listener.descriptor) {} }
        isAccepting = false
        for listener in listeners { poll.remove(listener.descriptor) }
        report.onReleased()
        for slot in connections.indices where connections[slot].descriptor >= 0 && connections[slot].isIdle {
            // What has come but was not read yet is still answered.
            read(slot)
            if connections[slot].descriptor >= 0, connections[slot].isIdle { close(slot) }
        }
        reportIfEmpty()
    }

    /// Says once that the last connection of a draining loop is gone.
    func reportIfEmpty() {
        guard open == 0, let onEmpty else { return }
        self.onEmpty = nil
        onEmpty()
    }

    /// - Returns: Whether another connection may be waiting.
    private func acceptOne(_ listener: Int32) -> Bool {
        var address = sockaddr_storage()
        let descriptor = system.accept(listener, &address)
        if descriptor < 0 { return isWorthRetrying(errno, listener) }
        guard budget.take() || makeRoom() else {
            _ = send(descriptor, Self.overloaded, Self.overloaded.count, Int32(MSG_NOSIGNAL))
            _ = Glibc.close(descriptor)
            return true
        }
        adopt(descriptor, RemoteAddress(address))
        return true
    }

    private func isWorthRetrying(_ error: Int32, _ listener: Int32) -> Bool {
        switch error {
        case EAGAIN: return false
        case EMFILE, ENFILE:
            // Level-triggered, the listener would wake the loop for ever: give the reserve up, refuse one client, take
            // the reserve back.
            _ = Glibc.close(reserveDescriptor)
            var address = sockaddr_storage()
            let refused = system.accept(listener, &address)
            if refused >= 0 { _ = Glibc.close(refused) }
            reserveDescriptor = Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC)
            if refused < 0 || reserveDescriptor < 0 { pauseAccepting() }
            return false
        case ENOBUFS, ENOMEM:
            pauseAccepting()
            return false
        default: return true
        }
    }

    private func pauseAccepting() {
        for listener in listeners { poll.remove(listener.descriptor) }
        acceptsAgainAt = now.adding(seconds: Self.pause)
    }

    /// Closes the connection of this loop that has been idle longest, and takes its place in the budget.
    private func makeRoom() -> Bool {
        let idle = connections.indices.filter { connections[$0].descriptor >= 0 && connections[$0].isIdle }
        guard let oldest = idle.min(by: { connections[$0].waitStart < connections[$1].waitStart }) else { return false }
        close(oldest)
        return budget.take()
    }

    private func adopt(_ descriptor: Int32, _ address: RemoteAddress) {
        let slot: Int
        if let free = freeSlots.popLast() {
            slot = free
        } else {
            slot = connections.count
            connections.append(Connection(limits: configuration.limits))
            deadlines.append(.never)
            publish(slot)
        }
        connections[slot].descriptor = descriptor
        connections[slot].address = address
        open += 1
        let token = ConnectionToken(slot: slot, generation: connections[slot].generation)
        guard system.watch(poll, descriptor, token.packed) else { return close(slot) }
        updateWait(slot)
    }
}
