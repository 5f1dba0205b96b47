/// How a simulated OpenAI endpoint is set up.
public struct OpenAIConfiguration: Sendable, Equatable {
    /// The address to listen on.
    public var host = "127.0.0.1"
    /// The port; 0 picks a free one.
    public var port: UInt16 = 0
    /// What `Authorization: Bearer` must say; `nil` lets everybody in.
    public var key: String?
    /// The models it has; without any it lists `gpt-4o-mini` and answers for every name.
    public var models: [String] = []
    /// The tokens a prompt may have, or `nil` for no bound; a longer one is refused with `context_length_exceeded`.
    public var window: Int?
    /// How many requests are remembered; of more the newest, and never more than 256 MiB of them.
    public var kept = 10_000

    /// Creates a configuration with the defaults above.
    public init() {}
}
