package import Bot

/// What a message changed.
package struct Received: Sendable, Equatable {
    /// What the turn runner must be told after the commit.
    package var signals: [DeliverySignal] = []
    /// True where a message to be kept had come before.
    package var isDuplicate = false

    /// Nothing.
    package init() {}
}

extension Transaction: ReceptionFacts {
    /// Why a fact cannot be had.
    package typealias Failure = StoreError

    /// The context for the decision about `command`; a message by the bot route shows the bot's token.
    package func context(
        of message: IncomingMessage,
        _ defaults: BotDefaults,
        for command: CommandName
    ) throws(StoreError) -> CommandContext {
        try context(
            user: message.userID,
            name: message.userName,
            defaults: defaults,
            token: message.route == .bot ? message.token : nil,
            for: command
        )
    }

    /// Writes what was decided about a message.
    package func perform(
        _ effects: [ReceptionDecision.Effect],
        of message: IncomingMessage
    ) throws(StoreError) -> Received {
        var received = Received()
        for effect in effects {
            switch effect {
            case .pin(let command): _ = try pin(message.token, for: command)
            case .change(let change):
                received.signals += try apply([change], for: message.userID, now: message.receivedAt)
            case .keep(let text):
                switch try accept(message, text: text) {
                case .accepted: received.signals.append(.accepted(message.userID))
                case .duplicate: received.isDuplicate = true
                }
            case .remember: try remember(message)
            }
        }
        return received
    }
}
