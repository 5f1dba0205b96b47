public import Wire

/// What ``Reception`` may ask: answered in one transaction, in which the effects are then written.
public protocol ReceptionFacts {
    /// Why a fact cannot be had.
    associatedtype Failure: Error

    /// The user with this id in Synology Chat.
    func user(_ id: Int64) throws(Failure) -> UserSettings?
    /// The token pinned for a slash command.
    func pinnedToken(_ command: CommandName) throws(Failure) -> Secret?
    /// Whether a message has come before.
    func hasCome(_ message: IncomingMessage) throws(Failure) -> Bool
    /// Everything that the decision about `command` may know of the writer of a message.
    func context(
        of message: IncomingMessage,
        _ defaults: BotDefaults,
        for command: CommandName
    ) throws(Failure) -> CommandContext
}
