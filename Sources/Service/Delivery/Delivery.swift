import Dispatch
package import HTTPClient
package import Store

/// Turns and posts together: what the bot decides about questions and their answers is performed here.
///
/// All that they know beyond the database is what is under way; a restart finds the rest there.
package struct Delivery: Sendable {
    let turns: TurnRunner
    let posts: PostRunner

    /// Creates both; nothing happens before ``start()``.
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
        let posts = PostRunner(store: store, client: client, configuration: configuration, log: log)
        self.posts = posts
        turns = TurnRunner(store: store, model: model, configuration: configuration, log: log) { posts.nudge($0) }
    }

    /// Goes on where the last process stopped (DLV-060).
    package func start() {
        posts.start()
        turns.start()
    }

    /// Takes nothing new, lets what runs end, and parks the rest after `seconds` (DLV-061).
    ///
    /// - Parameters:
    ///   - seconds: the longest wait.
    ///   - completion: called once, on a queue of the system.
    package func drain(seconds: Double, completion: @escaping @Sendable () -> Void) {
        let both = DispatchGroup()
        both.enter()
        turns.drain(seconds: seconds) { both.leave() }
        both.enter()
        posts.drain(seconds: seconds) { both.leave() }
        both.notify(queue: .global(qos: .userInitiated), execute: completion)
    }
}
