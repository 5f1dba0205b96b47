internal import Dispatch
public import SynoWire
internal import Synchronization

extension SynologyChatServer {
    /// Everything on all screens, in the order it appeared.
    public var entries: [ChatEntry] { shared.withLock { $0.state.entries } }

    /// What is on one user's screen.
    public func screen(of userID: Int64) -> [ChatEntry] { entries.filter { $0.userID == userID } }

    /// The bot's posts to one user.
    public func posts(to userID: Int64) -> [ChatEntry] { screen(of: userID).filter { $0.kind == .bot } }

    /// What incoming webhooks posted in a channel.
    public func channelPosts(_ channelID: Int64) -> [ChatbotPost] {
        shared.withLock { $0.state.channelPosts[channelID] ?? [] }
    }

    /// Waits until `condition` holds for what is on all screens, and returns that; `nil` when it did not in time.
    public func wait(
        seconds: Double = 120,
        until condition: @escaping @Sendable ([ChatEntry]) -> Bool
    ) async -> [ChatEntry]? {
        await withCheckedContinuation { continuation in
            wait(seconds: seconds, until: condition) { continuation.resume(returning: $0) }
        }
    }

    /// Waits until the bot has posted `count` times to a user, and returns these posts; `nil` when it did not in time.
    public func posts(to userID: Int64, count: Int, within seconds: Double = 120) async -> [ChatEntry]? {
        let isPost = { @Sendable (entry: ChatEntry) in entry.userID == userID && entry.kind == .bot }
        return await wait(seconds: seconds) { $0.count(where: isPost) >= count }?.filter(isPost)
    }

    /// The same with a call-back, which is called once, on any thread.
    func wait(
        seconds: Double,
        until condition: @escaping @Sendable ([ChatEntry]) -> Bool,
        then resume: @escaping @Sendable ([ChatEntry]?) -> Void
    ) {
        let now: (met: [ChatEntry]?, number: Int?) = shared.withLock { shared in
            if condition(shared.state.entries) { return (shared.state.entries, nil) }
            guard !shared.isStopped else { return (nil, nil) }
            shared.nextWaiter += 1
            shared.waiters[shared.nextWaiter] = Waiter(isMet: condition, resume: resume)
            return (nil, shared.nextWaiter)
        }
        guard let number = now.number else { return resume(now.met) }
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [weak self] in
            let late = self?.shared.withLock { $0.waiters.removeValue(forKey: number) }
            late?.resume(nil)
        }
    }

    /// Changes the state, and wakes whoever waited for the change.
    func update<Result: Sendable>(_ change: (inout Shared) -> Result) -> Result {
        let (result, woken): (Result, [@Sendable () -> Void]) = shared.withLock { shared in
            let result = change(&shared)
            guard !shared.waiters.isEmpty else { return (result, []) }
            let entries = shared.state.entries
            let met = shared.waiters.filter { $0.value.isMet(entries) }
            for number in met.keys { shared.waiters[number] = nil }
            return (result, met.values.map { waiter in { waiter.resume(entries) } })
        }
        for wake in woken { wake() }
        return result
    }
}
