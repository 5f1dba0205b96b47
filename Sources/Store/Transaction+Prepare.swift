package import Bot

/// A question with everything that is read from the store before it is asked.
package struct Prepared: Sendable {
    /// The question.
    package var question: Question
    /// Who asks.
    package let user: UserSettings
    /// The exchanges that the window holds, the oldest first.
    package let turns: [StoredTurn]
    /// What the turn is about.
    package let subject: TurnSubject
    /// The system prompt, where there is one.
    package let systemPrompt: String?
}

extension Transaction {
    /// Reads a user's next question with its conversation, or `nil` where nothing waits.
    ///
    /// `statedWindows` are those that the model server has stated, in tokens, by model (OAI-045).
    package func prepare(
        _ id: Int64,
        _ defaults: BotDefaults,
        statedWindows: [String: Int]
    ) throws(StoreError) -> Prepared? {
        guard let question = try nextQuestion(of: id), let user = try user(id) else { return nil }
        let counter = MessageCounter(model: user.model(defaults))
        let turns = try windowed(id, counter)
        let system = user.systemPrompt(defaults)
        let told = try database.number("SELECT told_trimming FROM conversations WHERE user_id = ?", SQLValue(id))
        let limits = defaults.limits(of: user.model(defaults), stated: statedWindows)
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
            toldTrimming: told != 0
        )
        return Prepared(question: question, user: user, turns: turns, subject: subject, systemPrompt: system)
    }
}
