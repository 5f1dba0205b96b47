import Bot
import Store

/// Questions: from the inbox to the commit.
///
/// A user has one question under way at most, users are answered side by side (DLV-020, DLV-022).
final class TurnRunner: Sendable {
    let store: Store
    let model: any ModelClient
    let configuration: DeliveryConfiguration
    let log: Log
    let events = EventQueue("turns", TurnTable())
    /// Called when parts to be posted to a user were committed.
    let onParts: @Sendable (Int64) -> Void

    init(
        store: Store,
        model: any ModelClient,
        configuration: DeliveryConfiguration,
        log: Log,
        onParts: @escaping @Sendable (Int64) -> Void
    ) {
        self.store = store
        self.model = model
        self.configuration = configuration
        self.log = log
        self.onParts = onParts
    }

    /// Goes on with the questions that the last process left.
    func start() {
        store.read { transaction throws(StoreError) in
            try transaction.waitingUsers()
        } completion: { result in
            self.events.on { table in self.resume(result, &table) }
        }
    }

    private func resume(_ result: Result<[Int64], StoreError>, _ table: inout TurnTable) {
        guard !table.isDraining else { return }
        switch result {
        case .failure(let error):
            log.error("turns.resume-failed", ["reason": LogValue(error.message)])
            events.after(milliseconds: configuration.wait()) { _ in self.start() }
        case .success(let users):
            if !users.isEmpty { log.info("turns.resumed", ["users": LogValue(users.count)]) }
            // A start that the database refused at first comes late: what has come since may be under way.
            for user in users where table.active[user] == nil { table.waiting.append(user) }
            fill(&table)
        }
    }

    /// Tells what a commit brought; from any thread.
    func signal(_ signals: [DeliverySignal]) {
        guard !signals.isEmpty else { return }
        events.on { table in for signal in signals { self.take(signal, &table) } }
    }

    private func take(_ signal: DeliverySignal, _ table: inout TurnTable) {
        switch signal {
        case .accepted(let user): enqueue(user, &table)
        case .stop(let user, let message): interrupt(user, upTo: message, with: .stop, &table)
        case .clear(let user, let last): interrupt(user, upTo: last, with: .clear, &table)
        case .retry(let user, let message, let count): retry(user, message, count, &table)
        }
    }

    /// Questions under way, and users who wait for a place.
    var load: (answering: Int, waiting: Int) { events.look { ($0.active.count, $0.waiting.count) } }

    /// Takes nothing new, lets what runs end, and parks the rest after `seconds` (DLV-061).
    func drain(seconds: Double, completion: @escaping @Sendable () -> Void) {
        events.on { table in
            table.isDraining = true
            table.onDrained = completion
            // What only waits need not be waited for.
            for (user, active) in table.active where active.turn?.state == .pausing { self.park(user, &table) }
            table.checkDrained()
        }
        events.after(milliseconds: Int(seconds * 1_000)) { table in
            for user in Array(table.active.keys) { self.park(user, &table) }
            table.endDraining()
        }
    }

    /// Lets go of a question; the inbox keeps it for the next start.
    func park(_ user: Int64, _ table: inout TurnTable) {
        table.active[user]?.call?.cancel()
        table.active[user] = nil
        table.checkDrained()
    }

    /// Lets a user wait for a place.
    func enqueue(_ user: Int64, _ table: inout TurnTable) {
        guard !table.isDraining else { return }
        if table.active[user] != nil {
            table.active[user]?.isStale = true
        } else {
            table.waiting.append(user)
            fill(&table)
        }
    }

    /// Fills the free places in the order of waiting.
    func fill(_ table: inout TurnTable) {
        guard !table.isDraining else { return }
        while table.active.count < configuration.maximumCalls, let user = table.waiting.pop() {
            table.active[user] = TurnTable.Active()
            read(user)
        }
    }
}
