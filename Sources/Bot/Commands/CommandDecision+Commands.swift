extension CommandDecision {
    /// Decides what a text does that came by the slash route, or that is a command on the bot route.
    ///
    /// Messages are not its business: see ``Admission``.
    public init(_ text: ParsedText, in context: CommandContext) {
        let sentences = Sentences(context.language)
        switch text {
        case .command(let command): self.init(command, in: context)
        case .unknown(let word, let nearest):
            self.init(answer: .text(sentences.unknownCommand(word, nearest: nearest)))
        case .withheld(let name): self.init(answer: .text(sentences.withheld(CommandTable.entry(name))))
        case .message, .empty: self.init(answer: .text(sentences.emptyCommand))
        }
    }

    /// Decides what a command does.
    public init(_ command: Command, in context: CommandContext) {
        var context = context
        var effects: [CommandEffect] = []
        if context.user == nil, let created = context.selfRegistering {
            effects.append(.createUser(created))
            context.user = created
        }
        var decision = CommandDecision.decide(command, in: context)
        decision.effects = effects + decision.effects
        if let failure = context.undelivered, case .text(let text) = decision.answer {
            decision.answer = .text("\(Sentences(context.language).undelivered(failure))\n\n\(text)")
            decision.effects.append(.forgetDeliveryFailure)
        }
        self = decision
    }

    private static func decide(_ command: Command, in context: CommandContext) -> CommandDecision {
        let entry = CommandTable.entry(command.name)
        if let fault = argumentFault(command, entry, Sentences(context.language)) { return say(fault) }
        let argument = command.arguments.first
        switch command.name {
        case .help: return say(Sentences(context.language).help())
        case .whoami: return say(Sentences(context.language).whoAmI(context))
        case .newuser: return newUser(command.arguments, in: context)
        default: break
        }
        guard let user = context.user else { return say(Sentences(context.language).noUser(id: context.userID)) }
        let known = KnownCaller(user: user, context: context)
        return switch command.name {
        case .clear: known.clear()
        case .totaltoken: known.totalTokens()
        case .retry: known.retry()
        case .stop: known.stop()
        case .setapikey: known.setAPIKey(argument ?? "")
        case .setbotkey: known.setBotToken(argument ?? "")
        case .setbaseurl: known.setBaseURL(argument ?? "")
        case .setsavedir: known.setSaveDirectory(argument ?? "")
        case .getsavedir: known.getSaveDirectory()
        case .saveas: known.save(argument ?? "")
        case .savenow: known.saveNow()
        case .model: known.model(argument)
        case .system: known.system(argument)
        case .usage: say(known.sentences.usage(context.usage))
        default: known.language(argument)
        }
    }

    /// A decision that only says something.
    static func say(_ text: String) -> CommandDecision { CommandDecision(answer: .text(text)) }

    /// The sentence for too few or too many arguments (CMD-020 to CMD-024).
    private static func argumentFault(_ command: Command, _ entry: CommandEntry, _ sentences: Sentences) -> String? {
        switch entry.rule {
        case .none: return command.arguments.isEmpty ? nil : sentences.noArguments(entry)
        case .text: return nil
        case .words(let range):
            if command.arguments.count < range.lowerBound { return sentences.missingArgument(entry) }
            return command.arguments.count > range.upperBound ? sentences.surplusArgument(entry) : nil
        }
    }
}

extension CommandContext {
    /// The user to be created without `/newuser`: where the owner has set NAS and bot, or where the bot's token came with
    /// the message and the owner has set the NAS (CMD-040).
    public var selfRegistering: UserSettings? {
        guard user == nil, defaults.baseURL != nil else { return nil }
        guard defaults.botToken != nil || messageToken != nil else { return nil }
        return newUser
    }

    /// A user with what the message itself brought.
    var newUser: UserSettings {
        var created = UserSettings(id: userID, name: userName)
        if let token = messageToken, token != defaults.botToken { created.botToken = token }
        return created
    }
}
