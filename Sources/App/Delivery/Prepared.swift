internal import Bot

/// A question with everything that is read from the store before it is asked.
struct Prepared: Sendable {
    var question: Question
    let user: UserSettings
    let turns: [StoredTurn]
    let subject: TurnSubject
    let systemPrompt: String?

    /// The prompt without the so many oldest exchanges.
    func prompt(withoutOldest dropped: Int, attempt: Int, _ defaults: BotDefaults) -> ModelPrompt {
        var messages = systemPrompt.map { [ModelPrompt.Message(.system, $0)] } ?? []
        for turn in turns.dropFirst(dropped) {
            messages.append(ModelPrompt.Message(.user, turn.question))
            messages.append(ModelPrompt.Message(.assistant, turn.answer))
        }
        messages.append(ModelPrompt.Message(.user, question.text))
        return ModelPrompt(
            model: user.model(defaults),
            apiKey: user.apiKey(defaults),
            messages: messages,
            attempt: attempt
        )
    }
}

extension Transaction {
    /// Reads a user's next question with its conversation, or `nil` where nothing waits.
    func prepare(_ id: Int64, _ defaults: BotDefaults) throws(StoreError) -> Prepared? {
        guard let question = try nextQuestion(of: id), let user = try user(id) else { return nil }
        let counter = MessageCounter(model: user.model(defaults))
        let turns = try windowed(id, counter)
        let system = user.systemPrompt(defaults)
        let told = try database.number("SELECT told_trimming FROM conversations WHERE user_id = ?", SQLValue(id))
        let limits = defaults.limits(of: user.model(defaults))
        let window = ContextWindow(
            window: limits.window,
            reserve: limits.reserve,
            systemTokens: system.map { counter.tokens(role: .system, $0) } ?? 0,
            replyPrimer: counter.replyPrimer,
            exchanges: turns.map(\.tokens)
        )
        let subject = TurnSubject(
            questionTokens: counter.tokens(role: .user, question.text),
            window: window,
            language: user.language(defaults),
            toldTrimming: told != 0,
            isRetry: question.isRetry
        )
        return Prepared(question: question, user: user, turns: turns, subject: subject, systemPrompt: system)
    }
}
