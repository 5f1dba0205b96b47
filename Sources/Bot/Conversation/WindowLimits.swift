/// How many tokens a prompt and its reply may have (CMD-066).
public struct WindowLimits: Sendable, Equatable {
    /// Tokens of prompt and reply together.
    public let window: Int
    /// Tokens of those that the prompt leaves to the reply.
    public let reserve: Int

    /// Creates limits.
    public init(window: Int, reserve: Int) {
        self.window = window
        self.reserve = reserve
    }

    /// The most tokens that a prompt may have.
    public var prompt: Int { window - reserve }

    /// Keeps to a window that the model's server has stated.
    ///
    /// - Parameter stated: tokens of prompt and reply together; one that is not smaller changes nothing.
    /// - Returns: the limits within it, in which the reply keeps its share.
    public func narrowed(to stated: Int) -> WindowLimits {
        guard (1..<window).contains(stated) else { return self }
        return WindowLimits(window: stated, reserve: reserve * stated / window)
    }
}
