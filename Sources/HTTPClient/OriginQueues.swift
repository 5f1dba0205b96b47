/// Bounds the transfers to each origin, so that a server that hangs holds up nobody but those who asked it.
struct OriginQueues {
    private struct Queue {
        var active = 0
        var waiting: [Transfer] = []
    }

    /// Transfers to one origin at a time.
    var limit = Int.max
    private var queues: [String: Queue] = [:]

    /// Returns whether the transfer may begin; otherwise it waits for its turn.
    mutating func admit(_ transfer: Transfer) -> Bool {
        let origin = transfer.url.origin
        if queues[origin, default: Queue()].active < limit {
            queues[origin, default: Queue()].active += 1
            return true
        }
        queues[origin]?.waiting.append(transfer)
        return false
    }

    /// Gives up an admitted transfer's place; returns the transfer that takes it over.
    mutating func leave(_ transfer: Transfer) -> Transfer? {
        let origin = transfer.url.origin
        guard var queue = queues[origin] else { return nil }
        queues[origin] = nil  // keeps the queue's storage unique
        if !queue.waiting.isEmpty {
            let next = queue.waiting.removeFirst()
            queues[origin] = queue
            return next
        }
        queue.active -= 1
        if queue.active > 0 { queues[origin] = queue }
        return nil
    }

    /// Takes a waiting transfer out.
    mutating func removeWaiting(_ id: UInt64) -> Transfer? {
        for (origin, queue) in queues {
            guard let index = queue.waiting.firstIndex(where: { $0.id == id }) else { continue }
            return queues[origin]?.waiting.remove(at: index)
        }
        return nil
    }

    /// Takes every waiting transfer out.
    mutating func removeAll() -> [Transfer] {
        defer { queues = [:] }
        return queues.values.flatMap(\.waiting)
    }
}
