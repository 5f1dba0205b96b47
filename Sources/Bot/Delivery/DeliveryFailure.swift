/// Why a delivery was given up: written to the log, and told with the user's next command.
public enum DeliveryFailure: String, Sendable, Equatable, CaseIterable {
    /// 404: the bot's token is wrong, or the bot is switched off.
    case token
    /// 407: the NAS does not know the user, or the bot may not see them.
    case user
    /// 800: the post names no user.
    case target
    /// Any other refusal that will not go away by itself.
    case refused
    /// Something other than Synology Chat answered for an hour, or the package was stopped that long.
    case notChat
    /// The NAS could not be reached for an hour.
    case unreachable
    /// The NAS said for an hour that posts come too fast.
    case tooFast
    /// For an hour connections broke after the part was sent: whether it arrived is not known.
    case unconfirmed
    /// A part of one grapheme was still too long.
    case tooLong
}
