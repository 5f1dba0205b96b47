import Bot
import HTTPServer
import Store
import SynoWire
import Wire
import Platform

extension Router {
    /// `POST /`: a message to the bot, a command typed as a message, or a button.
    func message(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        do throws(SynoError) {
            switch try BotEvent.decode(SynoPost(request)) {
            // Nothing the bot posts has buttons yet; a press is acknowledged and changes nothing.
            case .callback: exchange.respond(HTTPResponse(status: 200))
            case .message(let message): take(message, exchange)
            }
        } catch { malformed(error, exchange) }
    }

    /// `POST /webhook`: a slash command.
    func slashCommand(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        do throws(SynoError) {
            let command = try SynoCommand.decode(SynoPost(request))
            guard allows(command.userID) else { return turnAway(command.userID, exchange) }
            take(command, exchange)
        } catch { malformed(error, exchange) }
    }

    private func allows(_ user: Int64) -> Bool {
        configuration.allowedUsers.isEmpty || configuration.allowedUsers.contains(user)
    }

    /// Says so in the answer, since a user on a phone sees no status.
    private func turnAway(_ user: Int64, _ exchange: HTTPExchange) {
        counters.add(.refused)
        log.warning("user.refused", ["user": LogValue(user), "reason": "not in APP_ALLOWED_USERS"])
        say(Sentences(configuration.bot.language).notAllowed(id: user), exchange)
    }

    /// The owner's configuration, with what the model server has stated of its windows.
    private var defaults: BotDefaults {
        var defaults = configuration.bot
        defaults.statedWindows = engine.model.windows
        return defaults
    }

    private func take(_ message: SynoMessage, _ exchange: HTTPExchange) {
        guard allows(message.userID) else { return turnAway(message.userID, exchange) }
        let defaults = defaults
        let hash = store.markHash
        let now = WallClock.milliseconds()
        store.write { transaction throws(StoreError) in
            try transaction.route(message, defaults, hash: hash, now: now)
        } completion: { result in
            self.finish(result, exchange)
        }
    }

    private func take(_ command: SynoCommand, _ exchange: HTTPExchange) {
        let defaults = defaults
        let accepted = configuration.slashTokens
        let hash = store.markHash
        let now = WallClock.milliseconds()
        store.write { transaction throws(StoreError) in
            try transaction.route(command, defaults, accepting: accepted, hash: hash, now: now)
        } completion: { result in
            self.finish(result, exchange)
        }
    }
}

extension SynoPost {
    /// The body of a request and its type.
    fileprivate init(_ request: HTTPRequest) {
        self.init(body: request.body, contentType: request.headers["Content-Type"])
    }
}

extension Transaction {
    /// Checks the token of a message and decides about it; what follows is written in this transaction.
    func route(
        _ message: SynoMessage,
        _ defaults: BotDefaults,
        hash: SipHash,
        now: Int64
    ) throws(StoreError) -> RouteOutcome {
        let token = message.token
        let known = try user(message.userID)
        let accepted = [known?.botToken, defaults.botToken].compactMap { $0 }
        // Without any token to compare with, this one is the bot's: it is adopted (SEC-091).
        guard accepted.isEmpty || accepted.contains(token) else { return .forbidden("wrong bot token") }
        let parsed = CommandParser.parse(message.text, route: .bot)
        switch parsed {
        case .command, .unknown, .withheld:
            let context = try context(
                user: message.userID,
                name: message.username,
                defaults: defaults,
                token: token,
                for: parsed.reading
            )
            let incoming = IncomingMessage(message, text: message.text, hash, now)
            return try decide(parsed, incoming, in: context, adopting: known?.botToken == nil ? token : nil)
        case .message(let text):
            return try admit(message, text, known, defaults, hash: hash, now: now)
        // A file alone: the bot reads no files.
        case .empty: return .acknowledged([])
        }
    }

    private func admit(
        _ message: SynoMessage,
        _ text: String,
        _ known: UserSettings?,
        _ defaults: BotDefaults,
        hash: SipHash,
        now: Int64
    ) throws(StoreError) -> RouteOutcome {
        let token = message.token
        let context = try admissionContext(
            user: message.userID,
            name: message.username,
            defaults: defaults,
            token: token
        )
        if let known { try adopt(token, known, defaults, now: now) }
        switch Admission(messageIn: context) {
        case .refused(let sentence): return .text(sentence, [])
        case .accepted(let created):
            if let created { try save(created) }
            switch try accept(IncomingMessage(message, text: text, hash, now)) {
            case .duplicate: return .duplicate
            case .accepted: return .acknowledged([.accepted(message.userID)])
            }
        }
    }

    private func adopt(
        _ token: Secret,
        _ user: UserSettings,
        _ defaults: BotDefaults,
        now: Int64
    ) throws(StoreError) {
        guard user.botToken == nil, user.botToken(defaults) == nil else { return }
        _ = try apply([.setBotToken(token)], for: user.id, now: now)
    }

    /// Checks the token of a slash command, pins it where it is the first, and carries the command out.
    func route(
        _ command: SynoCommand,
        _ defaults: BotDefaults,
        accepting tokens: [Secret],
        hash: SipHash,
        now: Int64
    ) throws(StoreError) -> RouteOutcome {
        let token = command.token
        let parsed = CommandParser.parse(command.text, route: .slash)
        if !tokens.isEmpty {
            guard tokens.contains(token) else { return .forbidden("slash token is not in SYNOLOGY_SLASH_TOKENS") }
        } else if case .command(let named) = parsed {
            guard try pin(token, for: named.name.rawValue) == token else {
                let name = named.name.rawValue
                return .forbidden("wrong slash token for /\(name); to accept a new one: synology-chatgpt unpin \(name)")
            }
        }
        let context = try context(
            user: command.userID,
            name: command.username,
            defaults: defaults,
            for: parsed.reading
        )
        let incoming = IncomingMessage(
            userID: command.userID,
            text: command.text,
            mark: command.deliveryKey.map { DeliveryMark($0, token: command.token, hash: hash) },
            receivedAt: now
        )
        return try decide(parsed, incoming, in: context, adopting: nil)
    }

    private func decide(
        _ parsed: ParsedText,
        _ incoming: IncomingMessage,
        in context: CommandContext,
        adopting token: Secret?
    ) throws(StoreError) -> RouteOutcome {
        let now = incoming.receivedAt
        if let token, let user = context.user { try adopt(token, user, context.defaults, now: now) }
        let decision = CommandDecision(parsed, in: context)
        // Whoever sent an unknown command may not have shown a token that is pinned: it changes nothing.
        guard case .command = parsed else { return .text(decision.text ?? "", []) }
        if try hasCome(incoming) { return .duplicate }
        let signals = try apply(decision.effects, for: context.userID, now: now)
        switch decision.answer {
        case .text(let text):
            if !decision.effects.isEmpty { try remember(incoming) }
            return .text(text, signals)
        // Its mark is kept when the work is done: where that fails, the same request may come again (DLV-014).
        case .file(let request): return .file(request, context, incoming, signals)
        }
    }
}

extension ParsedText {
    /// The command for which the context is read; anything that isn't a command gets the same context as `/help`.
    fileprivate var reading: CommandName {
        if case .command(let command) = self { return command.name }
        return .help
    }
}

extension IncomingMessage {
    /// A message to the bot with what is left of its text.
    fileprivate init(_ message: SynoMessage, text: String, _ hash: SipHash, _ now: Int64) {
        self.init(
            userID: message.userID,
            text: text,
            mark: message.deliveryKey.map { DeliveryMark($0, token: message.token, hash: hash) },
            receivedAt: now
        )
    }
}
