public import Bot
public import HTTPClient

/// Settings of the delivery engine.
public struct DeliveryConfiguration: Sendable {
    /// The owner's configuration.
    public var defaults: BotDefaults
    /// Model calls at a time.
    public var maximumCalls = 64
    /// Seconds between two posts to one NAS.
    public var sendInterval = 0.6
    /// How an https NAS is judged.
    public var tls: TLSPolicy = .verify(caFile: nil)
    /// Seconds for one post.
    public var postTimeout = 30.0
    /// Seconds until the database is asked again after a failure.
    public var storeWait = 1.0

    /// Creates settings with the defaults above.
    public init(defaults: BotDefaults) { self.defaults = defaults }
}
