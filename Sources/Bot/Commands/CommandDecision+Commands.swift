extension CommandDecision {
    /// Decides what a text does that came by the slash route, or that is a command on the bot route.
    ///
    /// Messages are not its business: see ``Admission``.
    public init(_ text: ParsedText, in context: CommandContext) {
        let sentences = Sentences(context.language)
        switch text {
        case .command(let command):
            var context = context
            let created = context.selfRegistering
            if let created { context.user = created }
            self = Self.decide(command, in: context)
            if let created { effects.insert(.createUser(created), at: 0) }
            tellFailure(of: context)
        case .unknown(let word, let nearest): self = .say(sentences.unknownCommand(word, nearest: nearest))
        case .withheld(let name): self = .say(sentences.withheld(CommandTable.entry(name)))
        case .message, .empty: self = .say(sentences.emptyCommand)
        }
    }

    private static func decide(_ command: Command, in context: CommandContext) -> CommandDecision {
        let sentences = Sentences(context.language)
        if let fault = argumentFault(command, CommandTable.entry(command.name), sentences) { return say(fault) }
        let argument = command.arguments.first
        let known = context.user.map { KnownCaller(user: $0, context: context) }
        func asUser(_ decide: (KnownCaller) -> CommandDecision) -> CommandDecision {
            known.map(decide) ?? say(sentences.noUser(id: context.userID))
        }
        return switch command.name {
        case .help: say(sentences.help())
        case .whoami: say(sentences.whoAmI(context))
        case .newuser: newUser(command.arguments, in: context)
        case .clear: asUser { $0.clear() }
        case .totaltoken: asUser { $0.totalTokens() }
        case .retry: asUser { $0.retry() }
        case .stop: asUser { $0.stop() }
        case .setapikey: asUser { $0.setAPIKey(argument ?? "") }
        case .setbotkey: asUser { $0.setBotToken(argument ?? "") }
        case .setbaseurl: asUser { $0.setBaseURL(argument ?? "") }
        case .setsavedir: asUser { $0.setSaveDirectory(argument ?? "") }
        case .getsavedir: asUser { $0.getSaveDirectory() }
        case .saveas: asUser { $0.save(argument ?? "") }
        case .savenow: asUser { $0.saveNow() }
        case .model: asUser { $0.model(argument) }
        case .system: asUser { $0.system(argument) }
        case .usage: asUser { say($0.sentences.usage(context.usage)) }
        case .lang: asUser { $0.language(argument) }
        }
    }

    /// Puts a failed delivery that the user has not been told before the text.
    mutating func tellFailure(of context: CommandContext) {
        guard let failure = context.undelivered, case .text(let text) = answer else { return }
        answer = .text("\(Sentences(context.language).undelivered(failure))\n\n\(text)")
        effects.append(.forgetDeliveryFailure)
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
