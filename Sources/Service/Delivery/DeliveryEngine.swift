import Bot
import Dispatch
package import HTTPClient
package import Store
import Synchronization
import Platform

/// Performs what the bot decides: takes questions from the inbox, asks the model, commits what comes of it, and posts the
/// parts of the outbox.
///
/// Everything it knows beyond the database is what is under way; a restart finds the rest there. All events pass one
/// queue, and nothing on that queue waits for a disk or a network.
package final class DeliveryEngine: Sendable {
    /// What is under way.
    struct State {
        var turns = TurnTable()
        var posts = PostTable()
        var isDraining = false
        var onDrained: (@Sendable () -> Void)?
    }

    let store: Store
    let client: HTTPClient
    let model: any ModelClient
    let configuration: DeliveryConfiguration
    let log: Log
    private let queue = DispatchQueue.pooled("delivery")
    private let state = Mutex(State())

    /// Creates an engine; nothing happens before ``start()``.
    ///
    /// - Parameters:
    ///   - store: the store.
    ///   - client: posts to Synology Chat.
    ///   - model: asks the model server.
    ///   - configuration: limits and defaults.
    ///   - log: what happened, without texts and secrets.
    package init(
        store: Store,
        client: HTTPClient,
        model: any ModelClient,
        configuration: DeliveryConfiguration,
        log: Log
    ) {
        self.store = store
        self.client = client
        self.model = model
        self.configuration = configuration
        self.log = log
    }

    /// Goes on where the last process stopped (DLV-060).
    package func start() {
        let now = WallClock.milliseconds()
        store.write { transaction throws(StoreError) in
            let failures = try transaction.recoverOutbox(now: now)
            return Resumption(
                waiting: try transaction.waitingUsers(),
                posting: try transaction.outboxUsers(),
                failures: failures.map(\.1)
            )
        } completion: { result in
            self.on { state in self.resume(result, &state) }
        }
    }

    /// Tells the engine what a commit brought; from any thread.
    package func signal(_ signals: [DeliverySignal]) {
        guard !signals.isEmpty else { return }
        on { state in for signal in signals { self.take(signal, &state) } }
    }

    /// Questions under way, and users who wait for a place.
    package var load: (answering: Int, waiting: Int) {
        state.withLock { ($0.turns.active.count, $0.turns.waiting.count) }
    }

    /// Takes nothing new, lets running work end, and parks the rest after `seconds` (DLV-061).
    ///
    /// - Parameters:
    ///   - seconds: the longest wait.
    ///   - completion: called once, on the engine's queue.
    package func drain(seconds: Double, completion: @escaping @Sendable () -> Void) {
        on { state in
            state.isDraining = true
            state.onDrained = completion
            self.parkPauses(&state)
            self.checkDrained(&state)
        }
        after(milliseconds: Int(seconds * 1_000)) { state in
            guard state.onDrained != nil else { return }
            for user in Array(state.turns.active.keys) { self.park(user, &state) }
            state.onDrained?()
            state.onDrained = nil
        }
    }

    /// Runs an event on the engine's queue.
    func on(_ body: @escaping @Sendable (inout State) -> Void) {
        queue.async { self.state.withLock { body(&$0) } }
    }

    /// Runs an event after some time.
    func after(milliseconds: Int, _ body: @escaping @Sendable (inout State) -> Void) {
        queue.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [weak self] in
            self?.state.withLock { body(&$0) }
        }
    }

    /// Runs an event after some time, unless the timer is let go before.
    func timer(milliseconds: Int, _ body: @escaping @Sendable (inout State) -> Void) -> EngineTimer {
        EngineTimer(milliseconds: milliseconds, on: queue) { [weak self] in self?.state.withLock { body(&$0) } }
    }

    func checkDrained(_ state: inout State) {
        guard state.isDraining, state.turns.active.isEmpty, state.posts.underWay == 0 else { return }
        state.onDrained?()
        state.onDrained = nil
    }
}

/// What a start finds.
private struct Resumption: Sendable {
    let waiting: [Int64]
    let posting: [OutboxUser]
    let failures: [DeliveryFailure]
}

extension DeliveryEngine {
    /// Milliseconds until the database is asked again, given the number of failures in a row before this one.
    func storeWait(after failures: Int = 0) -> Int {
        min(30_000, Int(configuration.storeWait * 1_000) << min(failures, 5))
    }

    private func resume(_ result: Result<Resumption, StoreError>, _ state: inout State) {
        guard !state.isDraining else { return }
        switch result {
        case .failure(let error):
            log.error("delivery.resume-failed", ["reason": LogValue(error.message)])
            after(milliseconds: storeWait()) { _ in self.start() }
        case .success(let found):
            if !found.waiting.isEmpty || !found.posting.isEmpty {
                log.info(
                    "delivery.resumed",
                    ["waiting": LogValue(found.waiting.count), "posting": LogValue(found.posting.count)]
                )
            }
            for failure in found.failures { log.error("delivery.given-up", ["reason": LogValue(failure.rawValue)]) }
            // A start that the database refused at first comes late: what has come since may be under way.
            for user in found.waiting where state.turns.active[user] == nil { state.turns.waiting.append(user) }
            let now = WallClock.milliseconds()
            for user in found.posting where state.posts.stages[user.id] == nil {
                // A clock that was set back must not hold a part for longer than the policy ever would.
                let wait = min(Int(max(0, user.nextAttemptAt - now)), DeliveryPolicy.patience)
                hold(user.id, milliseconds: wait, &state)
            }
            startTurns(&state)
        }
    }

    private func take(_ signal: DeliverySignal, _ state: inout State) {
        switch signal {
        case .accepted(let user): enqueue(user, &state)
        case .stop(let user, let message): interrupt(user, upTo: message, with: .stop, &state)
        case .clear(let user, let last): interrupt(user, upTo: last, with: .clear, &state)
        case .retry(let user, let message, let count): retry(user, message, count, &state)
        }
    }
}
