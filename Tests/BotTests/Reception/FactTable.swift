import Bot
import Testing
import Wire

/// What ``Reception`` asks, kept in memory: the twin of the store.
struct FactTable: ReceptionFacts {
    typealias Failure = Never

    var users: [Int64: UserSettings] = [:]
    var pins: [CommandName: Secret] = [:]
    var marks: Set<DeliveryMark> = []

    func user(_ id: Int64) -> UserSettings? { users[id] }

    func pinnedToken(_ command: CommandName) -> Secret? { pins[command] }

    func hasCome(_ message: IncomingMessage) -> Bool { message.mark.map(marks.contains) ?? false }

    func context(of message: IncomingMessage, _ defaults: BotDefaults, for command: CommandName) -> CommandContext {
        var context = CommandContext(
            userID: message.userID,
            userName: message.userName,
            user: users[message.userID],
            defaults: defaults
        )
        if message.route == .bot { context.messageToken = message.token }
        return context
    }

    /// Writes what was decided.
    mutating func perform(_ effects: [ReceptionDecision.Effect], of message: IncomingMessage) {
        for effect in effects {
            switch effect {
            case .pin(let command): pins[command] = message.token
            case .change(.createUser(let user)): users[user.id] = user
            case .change(.setBotToken(let token)): users[message.userID]?.botToken = token
            case .change(.setAPIKey(let key)): users[message.userID]?.apiKey = key
            case .change: break
            case .keep, .remember: if let mark = message.mark { marks.insert(mark) }
            }
        }
    }
}
