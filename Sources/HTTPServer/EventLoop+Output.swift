import Glibc
import Wire

extension EventLoop {
    /// A spare output buffer larger than this is given back to the system.
    private static let spareLimit = 1 << 18

    /// Sends what is written, then does what was waiting for that: reads on, or closes.
    func flushAndGoOn(_ slot: Int) {
        let generation = connections[slot].generation
        flush(slot)
        guard connections[slot].generation == generation else { return }
        if connections[slot].unsent == 0 {
            switch connections[slot].phase {
            case .closing: linger(slot)
            case .reading where !connections[slot].input.isEmpty:
                var input: [UInt8] = []
                swap(&input, &connections[slot].input)
                return input.withUnsafeBufferPointer { consume(slot, $0) }
            case .reading where !isAccepting && connections[slot].isIdle: return close(slot)
            case .reading: watch(slot, connections[slot].interest.union(.read))
            default: break
            }
        }
        updateWait(slot)
    }

    /// Sends as much as the system takes.
    func flush(_ slot: Int) {
        while connections[slot].unsent > 0 {
            let start = connections[slot].outputSent
            let descriptor = connections[slot].descriptor
            let count = connections[slot].output.withUnsafeBytes {
                system.send(descriptor, UnsafeRawBufferPointer(rebasing: $0[start...]))
            }
            if count < 0 {
                if errno == EINTR { continue }
                if errno != EAGAIN { return close(slot) }
                return waitToWrite(slot)
            }
            connections[slot].outputSent += count
        }
        guard connections[slot].output.capacity > 0 else { return }
        takeOutputBack(slot)
        guard connections[slot].writeDeadline != .never else { return }
        connections[slot].writeDeadline = .never
        watch(slot, connections[slot].interest.subtracting(.write))
    }

    /// Changes what a connection is watched for, where that is a change.
    func watch(_ slot: Int, _ interest: EventInterest) {
        guard connections[slot].interest != interest else { return }
        connections[slot].interest = interest
        let token = ConnectionToken(slot: slot, generation: connections[slot].generation)
        poll.change(connections[slot].descriptor, token: token.packed, interest: interest)
    }

    /// Ends a connection and frees what it owned.
    func close(_ slot: Int) {
        guard connections[slot].descriptor >= 0 else { return }
        _ = Glibc.close(connections[slot].descriptor)
        held -= connections[slot].held
        // Generation 0 is that of the listeners.
        let generation = connections[slot].generation == .max ? 1 : connections[slot].generation + 1
        connections[slot] = Connection(limits: configuration.limits)
        connections[slot].generation = generation
        deadlines[slot] = .never
        publish(slot)
        freeSlots.append(slot)
        open -= 1
        budget.release()
        reportIfEmpty()
    }

    private func waitToWrite(_ slot: Int) {
        // The deadline counts from the first byte that had to wait; progress does not move it.
        if connections[slot].writeDeadline == .never {
            connections[slot].writeDeadline = now.adding(seconds: configuration.deadlines.write)
        }
        watch(slot, connections[slot].interest.union(.write))
    }

    private func takeOutputBack(_ slot: Int) {
        connections[slot].outputSent = 0
        var buffer: [UInt8] = []
        swap(&buffer, &connections[slot].output)
        guard buffer.capacity <= Self.spareLimit else { return }
        buffer.removeAll(keepingCapacity: true)
        spareOutput = buffer
    }

    /// Sends the end of the connection and waits for the client's (RFC 9112 §9.6).
    private func linger(_ slot: Int) {
        connections[slot].phase = .lingering
        connections[slot].input = []
        shutdown(connections[slot].descriptor, Int32(SHUT_WR))
        watch(slot, .read)
    }
}

/// The value of Date, formatted again once the second has changed (RFC 9110 §6.6.1).
struct DateCache {
    private var second = -1
    private var text: [UInt8] = []

    /// The date of this second.
    mutating func current() -> [UInt8] {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME_COARSE, &time)
        if time.tv_sec != second {
            second = time.tv_sec
            text = HTTPDate.format(seconds: max(0, second))
        }
        return text
    }
}
