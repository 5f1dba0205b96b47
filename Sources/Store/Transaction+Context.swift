package import Bot
package import Wire

extension Transaction {
    /// Everything a command's decision may know.
    ///
    /// `token` is the bot's, where the command came by the bot route; `command` is the one that asks, which is told no more
    /// than it shows; without one everything is read.
    ///
    /// - Complexity: O(log n) in the turns of the conversation; where a command shows their counts (``CommandName/showsCounts``)
    ///   O(n), without their texts but for those that a model of another encoding has counted.
    package func context(
        user id: Int64,
        name: String,
        defaults: BotDefaults,
        token: Secret? = nil,
        for command: CommandName? = nil
    ) throws(StoreError) -> CommandContext {
        var context = CommandContext(userID: id, userName: name, user: try user(id), defaults: defaults)
        context.messageToken = token
        guard let user = context.user else {
            let counter = MessageCounter(model: defaults.model)
            context.conversation.encoding = counter.encoding
            context.conversation.replyPrimer = counter.replyPrimer
            context.conversation.isEstimate = try isEstimate(counter, of: defaults.model, at: defaults.apiBase)
            return context
        }
        context.conversation = try summary(of: user, defaults, counts: command?.showsCounts ?? true)
        if command ?? .usage == .usage { context.usage = try usage(of: id) }
        context.undelivered = try database.first(
            "SELECT undelivered FROM conversations WHERE user_id = ?",
            SQLValue(id)
        ) { $0.optionalText(0) }?.flatMap { DeliveryFailure(rawValue: $0) }
        return context
    }

    private func summary(
        of user: UserSettings,
        _ defaults: BotDefaults,
        counts: Bool
    ) throws(StoreError) -> ConversationSummary {
        let model = user.model(defaults)
        let counter = MessageCounter(model: model)
        var summary = ConversationSummary()
        summary.encoding = counter.encoding
        summary.replyPrimer = counter.replyPrimer
        summary.isEstimate = try isEstimate(counter, of: model, at: defaults.apiBase)
        if counts {
            summary.systemTokens = user.systemPrompt(defaults).map { counter.tokens(role: .system, $0) } ?? 0
            try addCounts(to: &summary, user.id, counter)
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

    /// Sums what is kept with each turn, from the index alone; only turns of another encoding are read and counted again.
    private func addCounts(
        to summary: inout ConversationSummary,
        _ user: Int64,
        _ counter: MessageCounter
    ) throws(StoreError) {
        let first = try database.number("SELECT first_turn FROM conversations WHERE user_id = ?", SQLValue(user))
        let sums = try database.first(
            """
            SELECT count(*), total(question_tokens + answer_tokens), total(id >= ?2),
                total((question_tokens + answer_tokens) * (id >= ?2)), total(encoding <> ?3)
            FROM turns INDEXED BY turns_counts WHERE user_id = ?1
            """,
            SQLValue(user),
            SQLValue(first),
            SQLValue(counter.encoding)
        ) { row in (0..<5).map { row.int(Int32($0)) } }
        guard let sums else { return }
        summary.exchanges = sums[0]
        summary.tokens = sums[1]
        summary.exchangesInWindow = sums[2]
        summary.tokensInWindow = sums[3]
        guard sums[4] > 0 else { return }
        summary.tokens = 0
        summary.tokensInWindow = 0
        for turn in try turns(of: user, from: 0, counter) {
            summary.tokens += turn.tokens
            if turn.id >= first { summary.tokensInWindow += turn.tokens }
        }
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
