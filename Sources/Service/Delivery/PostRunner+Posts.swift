import Bot
import Dispatch
import HTTPClient
import Store
import SynoWire
import Platform

/// A part and where it goes.
private struct Post: Sendable {
    var part: OutboxPart
    let lane: String
    let entry: ChatbotEntryPoint?
}

// One post: taken, sent, settled.
extension PostRunner {
    /// Marks a user's first part as being posted, and posts it.
    func take(_ user: Int64, _ lane: String) {
        let defaults = configuration.defaults
        store.write { transaction throws(StoreError) -> Post? in
            guard let part = try transaction.take(of: user), let settings = try transaction.user(user) else {
                return nil
            }
            return Post(part: part, lane: lane, entry: ChatbotEntryPoint(of: settings, defaults))
        } completion: { result in
            self.events.on { table in self.taken(result, user, lane, &table) }
        }
    }

    private func taken(_ result: Result<Post?, StoreError>, _ user: Int64, _ lane: String, _ table: inout PostTable) {
        if case .success(let post?) = result { return send(post) }
        table.stages[user] = nil
        end(lane, &table)
        switch result {
        case .failure: hold(user, milliseconds: configuration.wait(), &table)
        // What was to be posted has been withdrawn.
        case .success: if table.nudged.contains(user) { resolve(user, &table) }
        }
    }

    /// Nothing of an attempt is left to be written: the lane is free again, from the time it opens on.
    private func end(_ lane: String, _ table: inout PostTable) {
        table.lanes[lane]?.isBusy = false
        table.underWay -= 1
        open(lane, &table)
        table.checkDrained()
    }

    private func send(_ post: Post) {
        guard let entry = post.entry else { return events.on { table in self.settle(post, .notSent, &table) } }
        var request = HTTPClientRequest(
            method: "POST",
            url: entry.url(),
            headers: [(name: "Content-Type", value: ChatbotPost.contentType)],
            body: ChatbotPost(text: post.part.text, to: post.part.userID).encoded()
        )
        request.totalTimeout = configuration.postTimeout
        request.idleTimeout = configuration.postTimeout
        request.maxResponseBytes = 1 << 20
        request.tls = configuration.tls
        FaultPoint.pass()
        client.send(request) { result in
            FaultPoint.pass()
            let outcome = DeliveryOutcome(result, user: post.part.userID)
            self.events.on { table in self.settle(post, outcome, &table) }
        }
    }

    private func settle(_ post: Post, _ outcome: DeliveryOutcome, _ table: inout PostTable) {
        var post = post
        let step = DeliveryPolicy.step(after: outcome, &post.part.progress)
        if case .done = step {
        } else {
            log.warning(
                "post.failed",
                ["user": LogValue(post.part.userID), "outcome": LogValue("\(outcome)"), "step": LogValue("\(step)")]
            )
        }
        var pause = Int(configuration.sendInterval * 1_000)
        // 411 is said of the bot's token or of the whole NAS, nobody knows: all its posts wait.
        if case .wait(let milliseconds) = step, outcome == .tooFast { pause = max(pause, min(milliseconds, 10_000)) }
        table.lanes[post.lane]?.opensAt = .now() + .milliseconds(pause)
        write(step, post, isUnknown: outcome == .unknown, failures: 0)
    }

    /// Writes what follows; until the database takes it, nothing is posted to the NAS: a crash meets one part at most whose
    /// outcome is not written (DLV-044).
    private func write(_ step: DeliveryStep, _ post: Post, isUnknown: Bool, failures: Int) {
        let now = WallClock.milliseconds()
        store.write { transaction throws(StoreError) in
            try transaction.settle(post.part, step, isUnknown: isUnknown, now: now)
        } completion: { result in
            self.events.on { table in
                switch result {
                case .failure:
                    self.events.after(milliseconds: self.configuration.wait(after: failures)) { _ in
                        self.write(step, post, isUnknown: isUnknown, failures: failures + 1)
                    }
                case .success(let settlement): self.settled(step, post, settlement, &table)
                }
            }
        }
    }

    private func settled(_ step: DeliveryStep, _ post: Post, _ settlement: Settlement, _ table: inout PostTable) {
        let user = post.part.userID
        table.stages[user] = nil
        end(post.lane, &table)
        if let failure = settlement.failure {
            log.error(
                "delivery.given-up",
                ["user": LogValue(user), "reason": LogValue(failure.rawValue), "to": LogValue(post.lane)]
            )
        }
        guard !table.isDraining else { return }
        if case .wait(let milliseconds) = step, settlement.failure == nil {
            return hold(user, milliseconds: milliseconds, &table)
        }
        // A part that was added after this was written has told so itself.
        if settlement.hasMore || table.nudged.contains(user) { resolve(user, &table) }
    }
}
