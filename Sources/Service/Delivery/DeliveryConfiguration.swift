package import Bot
package import HTTPClient

/// Settings of turns and posts.
package struct DeliveryConfiguration: Sendable {
    /// The owner's configuration.
    package var defaults: BotDefaults
    /// Model calls at a time.
    package var maximumCalls = 64
    /// Seconds between two posts to one NAS.
    package var sendInterval = 0.6
    /// How an https NAS is judged.
    package var tls: TLSPolicy = .verify(caFile: nil)
    /// Seconds for one post.
    package var postTimeout = 30.0
    /// Seconds until the database is asked again after a failure.
    package var storeWait = 1.0

    /// Creates settings with the defaults above.
    package init(defaults: BotDefaults) { self.defaults = defaults }

    /// Milliseconds until the database is asked again, given the number of failures in a row before this one.
    func wait(after failures: Int = 0) -> Int { min(30_000, Int(storeWait * 1_000) << min(failures, 5)) }
}
