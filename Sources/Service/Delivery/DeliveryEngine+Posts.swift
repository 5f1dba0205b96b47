import Bot
import Dispatch
import HTTPClient
import Store
import SynoWire
import Wire
import Platform

/// A part and where it goes.
private struct Post: Sendable {
    var part: OutboxPart
    let lane: String
    let entry: ChatbotEntryPoint?
}

// The outbox: parts in order per user, one post at a time per NAS, no NAS waiting for another (DLV-040 to DLV-047).
extension DeliveryEngine {
    /// Sees to a user's parts, unless that is being done.
    func nudge(_ user: Int64, _ state: inout State) {
        guard !state.isDraining else { return }
        switch state.posts.stages[user] {
        // Behind its notice there may be the answer now.
        case nil, .queuedNotice: resolve(user, &state)
        default: state.posts.nudged.insert(user)
        }
    }

    /// Sees to a user's parts after some time.
    func hold(_ user: Int64, milliseconds: Int, _ state: inout State) {
        guard milliseconds > 0 else { return resolve(user, &state) }
        state.posts.stages[user] = .held
        after(milliseconds: milliseconds) { state in
            guard !state.isDraining else { return }
            self.resolve(user, &state)
        }
    }

    /// Reads which NAS the user is served by now: the address may have been changed since the last attempt.
    private func resolve(_ user: Int64, _ state: inout State) {
        state.posts.stages[user] = .resolving
        state.posts.nudged.remove(user)
        store.read { transaction throws(StoreError) in
            (try transaction.user(user), try transaction.isNoticeNext(for: user))
        } completion: { result in
            self.on { state in self.resolved(result, user, &state) }
        }
    }

    private func resolved(_ result: Result<(UserSettings?, Bool), StoreError>, _ user: Int64, _ state: inout State) {
        switch result {
        case .failure: hold(user, milliseconds: storeWait(), &state)
        case .success(let (settings, isNotice)):
            let lane = settings?.baseURL(configuration.defaults) ?? ""
            state.posts.stages[user] = isNotice ? .queuedNotice : .queued
            let queue = isNotice ? \PostTable.Lane.notices : \PostTable.Lane.ready
            state.posts.lanes[lane, default: PostTable.Lane()][keyPath: queue].append(user)
            open(lane, &state)
        }
    }

    /// Takes the next user of a NAS where nothing is being posted to it and its interval is over.
    private func open(_ name: String, _ state: inout State) {
        guard !state.isDraining, let lane = state.posts.lanes[name], !lane.isBusy else { return }
        let now = DispatchTime.now()
        guard lane.opensAt <= now else {
            // Set for an empty lane, too, which is forgotten then (DLV-051).
            guard !lane.isTimerSet else { return }
            state.posts.lanes[name]?.isTimerSet = true
            let wait = Int((lane.opensAt.uptimeNanoseconds - now.uptimeNanoseconds) / 1_000_000) + 1
            return after(milliseconds: wait) { state in
                state.posts.lanes[name]?.isTimerSet = false
                self.open(name, &state)
            }
        }
        guard let user = state.posts.next(at: name) else { return _ = state.posts.lanes.removeValue(forKey: name) }
        state.posts.lanes[name]?.isBusy = true
        state.posts.stages[user] = .posting
        state.posts.underWay += 1
        take(user, name)
    }

    private func take(_ user: Int64, _ lane: String) {
        let defaults = configuration.defaults
        store.write { transaction throws(StoreError) -> Post? in
            guard let part = try transaction.take(of: user), let settings = try transaction.user(user) else {
                return nil
            }
            return Post(part: part, lane: lane, entry: ChatbotEntryPoint(of: settings, defaults))
        } completion: { result in
            self.on { state in self.taken(result, user, lane, &state) }
        }
    }

    private func taken(_ result: Result<Post?, StoreError>, _ user: Int64, _ lane: String, _ state: inout State) {
        switch result {
        case .success(let post?): send(post)
        case .success(nil):
            state.posts.stages[user] = nil
            release(lane, &state)
            end(&state)
            if state.posts.nudged.contains(user) { nudge(user, &state) }
        case .failure:
            release(lane, &state)
            end(&state)
            hold(user, milliseconds: storeWait(), &state)
        }
    }

    /// The lane is free again, from the time it opens on.
    private func release(_ name: String, _ state: inout State) {
        state.posts.lanes[name]?.isBusy = false
        open(name, &state)
    }

    /// Nothing of an attempt is left to be written.
    private func end(_ state: inout State) {
        state.posts.underWay -= 1
        checkDrained(&state)
    }

    private func send(_ post: Post) {
        guard let entry = post.entry else { return on { state in self.settle(post, .notSent, &state) } }
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
            self.on { state in self.settle(post, outcome, &state) }
        }
    }

    private func settle(_ post: Post, _ outcome: DeliveryOutcome, _ state: inout State) {
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
        state.posts.lanes[post.lane]?.opensAt = .now() + .milliseconds(pause)
        write(step, post, isUnknown: outcome == .unknown, failures: 0)
    }

    /// Writes what follows; until the database takes it, nothing is posted to the NAS: a crash meets one part at most whose
    /// outcome is not written (DLV-044).
    private func write(_ step: DeliveryStep, _ post: Post, isUnknown: Bool, failures: Int) {
        let now = WallClock.milliseconds()
        store.write { transaction throws(StoreError) in
            try transaction.settle(post.part, step, isUnknown: isUnknown, now: now)
        } completion: { result in
            self.on { state in
                switch result {
                case .failure:
                    self.after(milliseconds: self.storeWait(after: failures)) { _ in
                        self.write(step, post, isUnknown: isUnknown, failures: failures + 1)
                    }
                case .success(let failure): self.settled(step, post, failure, &state)
                }
            }
        }
    }

    private func settled(_ step: DeliveryStep, _ post: Post, _ failure: DeliveryFailure?, _ state: inout State) {
        let user = post.part.userID
        end(&state)
        release(post.lane, &state)
        if let failure {
            log.error(
                "delivery.given-up",
                ["user": LogValue(user), "reason": LogValue(failure.rawValue), "to": LogValue(post.lane)]
            )
        }
        state.posts.stages[user] = nil
        guard !state.isDraining else { return }
        if case .wait(let milliseconds) = step, failure == nil { return hold(user, milliseconds: milliseconds, &state) }
        resolve(user, &state)
    }
}

extension ChatbotEntryPoint {
    /// Where a user's answers go, or `nil` while NAS or token are missing.
    init?(of user: UserSettings, _ defaults: BotDefaults) {
        guard let base = user.baseURL(defaults), let token = user.botToken(defaults),
            let url = try? SynoBaseURL(base), let secret = Secret(token: token.exposed)
        else { return nil }
        self.init(base: url, token: secret)
    }
}

extension DeliveryOutcome {
    /// Judges the end of a POST.
    init(_ result: Result<HTTPClientResponse, HTTPClientError>, user: Int64) {
        switch result {
        case .failure(let error): self = error.requestWasSent ? .unknown : .notSent
        case .success(let response):
            // A gateway's time-out: it had sent the request on (RFC 9110 §15.6.5).
            self =
                DeliveryOutcome(answer: response.body, user: user) ?? (response.status == 504 ? .unknown : .notChat)
        }
    }

    /// 411 "create post too fast".
    static let tooFast = DeliveryOutcome.refused(code: SynoErrorCode.tooFast.rawValue)
}
