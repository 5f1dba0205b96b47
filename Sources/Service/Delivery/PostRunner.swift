import Bot
import Dispatch
import HTTPClient
import Store
import Platform

/// The outbox: parts in order per user, one post at a time per NAS, no NAS waiting for another (DLV-040 to DLV-047).
final class PostRunner: Sendable {
    let store: Store
    let client: HTTPClient
    let configuration: DeliveryConfiguration
    let log: Log
    let events = EventQueue("posts", PostTable())

    init(store: Store, client: HTTPClient, configuration: DeliveryConfiguration, log: Log) {
        self.store = store
        self.client = client
        self.configuration = configuration
        self.log = log
    }

    /// Goes on with what the last process left.
    func start() {
        let now = WallClock.milliseconds()
        store.write { transaction throws(StoreError) in
            let failures = try transaction.recoverOutbox(now: now)
            return (try transaction.outboxUsers(), failures.map(\.1))
        } completion: { result in
            self.events.on { table in self.resume(result, &table) }
        }
    }

    private func resume(_ result: Result<([OutboxUser], [DeliveryFailure]), StoreError>, _ table: inout PostTable) {
        guard !table.isDraining else { return }
        switch result {
        case .failure(let error):
            log.error("posts.resume-failed", ["reason": LogValue(error.message)])
            events.after(milliseconds: configuration.wait()) { _ in self.start() }
        case .success(let (users, failures)):
            if !users.isEmpty { log.info("posts.resumed", ["users": LogValue(users.count)]) }
            for failure in failures { log.error("delivery.given-up", ["reason": LogValue(failure.rawValue)]) }
            table.isStarted = true
            let now = WallClock.milliseconds()
            for user in users {
                // A clock that was set back must not hold a part for longer than the policy ever would.
                let wait = min(Int(max(0, user.nextAttemptAt - now)), DeliveryPolicy.patience)
                hold(user.id, milliseconds: wait, &table)
            }
            for user in table.nudged { see(to: user, &table) }
        }
    }

    /// Sees to a user's parts, of which some were added; from any thread.
    func nudge(_ user: Int64) {
        events.on { table in self.see(to: user, &table) }
    }

    private func see(to user: Int64, _ table: inout PostTable) {
        guard !table.isDraining else { return }
        // Before the start has ended, a part of the last process may look like one that is under way.
        guard table.isStarted else { return _ = table.nudged.insert(user) }
        switch table.stages[user] {
        // After its notice there may be the answer now.
        case nil, .queuedNotice: resolve(user, &table)
        case .resolving, .queued, .posting, .held: table.nudged.insert(user)
        }
    }

    /// Posts nothing more; what is under way ends (DLV-061).
    func drain(seconds: Double, completion: @escaping @Sendable () -> Void) {
        events.on { table in
            table.isDraining = true
            table.onDrained = completion
            table.checkDrained()
        }
        events.after(milliseconds: Int(seconds * 1_000)) { $0.endDraining() }
    }

    /// Sees to a user's parts after some time.
    func hold(_ user: Int64, milliseconds: Int, _ table: inout PostTable) {
        guard milliseconds > 0 else { return resolve(user, &table) }
        table.stages[user] = .held
        events.after(milliseconds: milliseconds) { table in
            guard !table.isDraining else { return }
            self.resolve(user, &table)
        }
    }

    /// Reads which NAS the user is served by now: the address may have been changed since the last attempt.
    func resolve(_ user: Int64, _ table: inout PostTable) {
        table.stages[user] = .resolving
        table.nudged.remove(user)
        store.read { transaction throws(StoreError) in
            (try transaction.user(user), try transaction.isNoticeNext(for: user))
        } completion: { result in
            self.events.on { table in self.resolved(result, user, &table) }
        }
    }

    private func resolved(_ result: Result<(UserSettings?, Bool), StoreError>, _ user: Int64, _ table: inout PostTable)
    {
        switch result {
        case .failure: hold(user, milliseconds: configuration.wait(), &table)
        case .success(let (settings, isNotice)):
            let lane = settings?.baseURL(configuration.defaults) ?? ""
            table.stages[user] = isNotice ? .queuedNotice : .queued
            let queue = isNotice ? \PostTable.Lane.notices : \PostTable.Lane.ready
            table.lanes[lane, default: PostTable.Lane()][keyPath: queue].append(user)
            open(lane, &table)
        }
    }

    /// Takes the next user of a NAS where nothing is being posted to it and its interval is over.
    func open(_ name: String, _ table: inout PostTable) {
        guard !table.isDraining, let lane = table.lanes[name], !lane.isBusy else { return }
        let now = DispatchTime.now()
        guard lane.opensAt <= now else {
            // Set for an empty lane, too, which is forgotten then (DLV-051).
            guard !lane.isTimerSet else { return }
            table.lanes[name]?.isTimerSet = true
            let wait = Int((lane.opensAt.uptimeNanoseconds - now.uptimeNanoseconds) / 1_000_000) + 1
            return events.after(milliseconds: wait) { table in
                table.lanes[name]?.isTimerSet = false
                self.open(name, &table)
            }
        }
        guard let user = table.next(at: name) else { return _ = table.lanes.removeValue(forKey: name) }
        table.lanes[name]?.isBusy = true
        table.stages[user] = .posting
        table.underWay += 1
        take(user, name)
    }
}
