public import Bot

extension Transaction {
    /// Everything a command's decision may know.
    ///
    /// `token` is the bot's, where the command came by the bot route; `needsUsage` asks for the ledger (`/usage`).
    ///
    /// - Complexity: O(n) in the turns of the conversation.
    public func context(
        user id: Int64,
        name: String,
        defaults: BotDefaults,
        token: Secret? = nil,
        needsUsage: Bool = true
    ) throws(StoreError) -> CommandContext {
        var context = CommandContext(userID: id, userName: name, user: try user(id), defaults: defaults)
        context.messageToken = token
        guard let user = context.user else {
            let counter = MessageCounter(model: defaults.model)
            context.conversation.encoding = counter.encoding
            context.conversation.isEstimate = counter.isEstimate
            return context
        }
        context.conversation = try summary(of: user, defaults)
        if needsUsage { context.usage = try usage(of: id) }
        context.undelivered = try database.first(
            "SELECT undelivered FROM conversations WHERE user_id = ?",
            SQLValue(id)
        ) { $0.optionalText(0) }?.flatMap { DeliveryFailure(rawValue: $0) }
        return context
    }

    /// What is needed to decide whether a message can be asked, without the conversation.
    ///
    /// - Complexity: O(log n).
    public func admissionContext(
        user id: Int64,
        name: String,
        defaults: BotDefaults,
        token: Secret
    ) throws(StoreError) -> CommandContext {
        var context = CommandContext(userID: id, userName: name, user: try user(id), defaults: defaults)
        context.messageToken = token
        return context
    }

    private func summary(of user: UserSettings, _ defaults: BotDefaults) throws(StoreError) -> ConversationSummary {
        let counter = MessageCounter(model: user.model(defaults))
        var summary = ConversationSummary()
        summary.encoding = counter.encoding
        summary.isEstimate = counter.isEstimate
        summary.systemTokens = user.systemPrompt(defaults).map { counter.tokens(role: .system, $0) } ?? 0
        let first = try database.number("SELECT first_turn FROM conversations WHERE user_id = ?", SQLValue(user.id))
        for turn in try turns(of: user.id, from: 0, counter) {
            summary.exchanges += 1
            summary.tokens += turn.tokens
            guard turn.id >= first else { continue }
            summary.exchangesInWindow += 1
            summary.tokensInWindow += turn.tokens
        }
        let unfinished = try database.number(
            "SELECT count(*) FROM inbox WHERE user_id = ? AND is_done = 0",
            SQLValue(user.id)
        )
        summary.isAnswering = unfinished > 0
        summary.waiting = max(0, Int(unfinished) - 1)
        try addLast(to: &summary, user.id)
        return summary
    }

    private func addLast(to summary: inout ConversationSummary, _ user: Int64) throws(StoreError) {
        let last = try database.first(
            """
            SELECT last_question, last_answered, reported_prompt, reported_completion, reported_total, reported_counted
            FROM conversations WHERE user_id = ?
            """,
            SQLValue(user)
        ) { row in
            let reported =
                row.isNull(2)
                ? nil
                : ReportedUsage(prompt: row.int(2), completion: row.int(3), total: row.int(4), counted: row.int(5))
            let question: ConversationSummary.LastQuestion =
                row.isNull(0) ? .none : row.bool(1) ? .answered : .unanswered
            return (question, reported)
        }
        guard let last else { return }
        summary.lastQuestion = last.0
        summary.lastReported = last.1
    }
}
