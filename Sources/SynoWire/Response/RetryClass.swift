/// What a sender does after a failure.
///
/// SYN-130.
public enum RetryClass: String, Sendable, CaseIterable {
    /// The same post can only fail again: tell the user.
    case never
    /// Post once more, then give up.
    case once
    /// Posts came too fast: wait at least 2 s, then post the same again.
    case wait
    /// The service is away: keep the post and try with growing pauses.
    case later
    /// The text is too long: cut it in two and post the halves.
    case shorten
}
