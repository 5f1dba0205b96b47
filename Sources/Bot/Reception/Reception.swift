public import Wire

/// Decides what comes of each message of Synology Chat: whether its token counts, whether it is a command, and what is to be
/// written.
///
/// It asks for facts and returns effects; who reads the facts and writes the effects does so in one transaction.
public struct Reception: Sendable {
    /// The owner's configuration.
    public var defaults: BotDefaults
    /// The tokens of slash commands; empty pins on first use.
    public var slashTokens: [Secret] = []
    /// The windows that the model server has stated, in tokens, by model (OAI-045).
    public var statedWindows: [String: Int] = [:]

    /// Creates the reception of a bot without slash tokens.
    public init(defaults: BotDefaults) { self.defaults = defaults }

    /// Decides about a message.
    ///
    /// - Parameters:
    ///   - message: what came.
    ///   - facts: what is known.
    /// - Returns: what is to be written and answered.
    /// - Throws: what the facts throw.
    public func decide<Facts: ReceptionFacts>(
        _ message: IncomingMessage,
        from facts: Facts
    ) throws(Facts.Failure) -> ReceptionDecision {
        switch message.route {
        case .bot: try decideBot(message, facts)
        case .slash: try decideSlash(message, facts)
        }
    }

    private func decideBot<Facts: ReceptionFacts>(
        _ message: IncomingMessage,
        _ facts: Facts
    ) throws(Facts.Failure) -> ReceptionDecision {
        let user = try facts.user(message.userID)
        let accepted = [user?.botToken, defaults.botToken].compactMap { $0 }
        // Without any token to compare with, this one is the bot's: it is adopted (SEC-091).
        guard accepted.isEmpty || accepted.contains(message.token) else {
            return ReceptionDecision(answer: .forbidden("wrong bot token"))
        }
        let adopts = user.map { $0.botToken(defaults) == nil } ?? false
        let adoption: [ReceptionDecision.Effect] = adopts ? [.change(.setBotToken(message.token))] : []
        let parsed = CommandParser.parse(message.text, route: .bot)
        var decision: ReceptionDecision
        switch parsed {
        case .command, .unknown, .withheld: decision = try carryOut(parsed, message, facts)
        case .message(let text): decision = admit(text, of: message, user)
        // A file alone: the bot reads no files.
        case .empty: return ReceptionDecision(answer: .nothing)
        }
        decision.effects = adoption + decision.effects
        return decision
    }

    private func admit(_ text: String, of message: IncomingMessage, _ user: UserSettings?) -> ReceptionDecision {
        var context = CommandContext(
            userID: message.userID,
            userName: message.userName,
            user: user,
            defaults: defaults
        )
        context.messageToken = message.token
        switch Admission(messageIn: context) {
        case .refused(let sentence): return ReceptionDecision(answer: .text(sentence))
        case .accepted(let created):
            let creation = created.map { [ReceptionDecision.Effect.change(.createUser($0))] } ?? []
            return ReceptionDecision(effects: creation + [.keep(text)], answer: .nothing)
        }
    }

    private func decideSlash<Facts: ReceptionFacts>(
        _ message: IncomingMessage,
        _ facts: Facts
    ) throws(Facts.Failure) -> ReceptionDecision {
        let parsed = CommandParser.parse(message.text, route: .slash)
        var pins: [ReceptionDecision.Effect] = []
        if !slashTokens.isEmpty {
            guard slashTokens.contains(message.token) else {
                return ReceptionDecision(answer: .forbidden("slash token is not in SYNOLOGY_SLASH_TOKENS"))
            }
        } else if case .command(let command) = parsed {
            let pinned = try facts.pinnedToken(command.name)
            guard (pinned ?? message.token) == message.token else {
                let name = command.name.rawValue
                let reason = "wrong slash token for /\(name); to accept a new one: synology-chatgpt unpin \(name)"
                return ReceptionDecision(answer: .forbidden(reason))
            }
            if pinned == nil { pins = [.pin(command.name)] }
        }
        var decision = try carryOut(parsed, message, facts)
        decision.effects = pins + decision.effects
        return decision
    }

    /// Carries a command out, or says what is wrong with what was meant as one.
    private func carryOut<Facts: ReceptionFacts>(
        _ parsed: ParsedText,
        _ message: IncomingMessage,
        _ facts: Facts
    ) throws(Facts.Failure) -> ReceptionDecision {
        var name: CommandName?
        if case .command(let command) = parsed { name = command.name }
        // Anything that isn't a command gets the same context as `/help`.
        var context = try facts.context(of: message, defaults, for: name ?? .help)
        context.statedWindows = statedWindows
        let decision = CommandDecision(parsed, in: context)
        // Whoever sent an unknown command may not have shown a token that is pinned: it changes nothing.
        guard name != nil else { return ReceptionDecision(answer: .text(decision.text ?? "")) }
        guard try !facts.hasCome(message) else { return ReceptionDecision(answer: .duplicate) }
        let changes = decision.effects.map { ReceptionDecision.Effect.change($0) }
        switch decision.answer {
        case .text(let text):
            return ReceptionDecision(effects: changes.isEmpty ? [] : changes + [.remember], answer: .text(text))
        // Its mark is kept when the work is done: where that fails, the same request may come again (DLV-014).
        case .file(let request): return ReceptionDecision(effects: changes, answer: .file(request, context))
        }
    }
}

/// Whether a message can be asked: decided before it is kept for an answer (CMD-046 to CMD-049).
public enum Admission: Sendable, Equatable {
    /// Keep it; before that create this user, where there is none yet.
    case accepted(creating: UserSettings?)
    /// Do not keep it; answer this at once in the response, since the bot may not be able to post yet.
    case refused(String)

    /// Decides about a message on the bot route whose token has been checked.
    public init(messageIn context: CommandContext) {
        let sentences = Sentences(context.language)
        let created = context.selfRegistering
        guard let user = context.user ?? created else {
            self = .refused(sentences.noUser(id: context.userID))
            return
        }
        var adopted = user
        if adopted.botToken(context.defaults) == nil { adopted.botToken = context.messageToken }
        let missing = adopted.missing(context.defaults)
        self = missing.isEmpty ? .accepted(creating: created) : .refused(sentences.incomplete(missing))
    }
}
