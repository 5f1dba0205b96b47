package import Bot

extension Transaction {
    /// Writes what a turn leaves behind: history, usage, window, the question's state and the outbox, all or nothing.
    ///
    /// Nothing is written where the question has been given up meanwhile (`/stop`, `/clear`).
    ///
    /// - Returns: whether the user has further questions.
    package func commit(_ record: TurnRecord, of question: Question, _ facts: TurnFacts) throws(StoreError) -> Bool {
        try write(record, of: question, facts)
        return try hasQuestion(facts.userID)
    }

    private func write(_ record: TurnRecord, of question: Question, _ facts: TurnFacts) throws(StoreError) {
        let user = facts.userID
        let retries = try database.number("SELECT retries FROM inbox WHERE id = ?", SQLValue(question.id))
        guard try finish(message: question.id) else { return }
        if case .forgotten = record.outcome { return }
        try drop(record.dropped, of: user)
        var isAnswered = false
        if case .answered(let answer) = record.outcome {
            isAnswered = true
            try keep(answer, question, record, facts)
        }
        try database.run(
            "UPDATE conversations SET last_question = ?, last_answered = ?, told_trimming = ? WHERE user_id = ?",
            SQLValue(question.text),
            SQLValue(isAnswered),
            SQLValue(record.toldTrimming),
            SQLValue(user)
        )
        for part in record.parts { try post(part, to: user, message: question.id) }
        // A /retry that came while this was being written asks again (DLV-034).
        if retries > question.retries { _ = try retry(user, now: facts.now) }
        try prune(now: facts.now)
    }

    private func keep(
        _ answer: ModelAnswer,
        _ question: Question,
        _ record: TurnRecord,
        _ facts: TurnFacts
    ) throws(StoreError) {
        let counter = MessageCounter(model: facts.model)
        try append(question: question.text, answer: answer.text, counter, facts)
        let charge =
            answer.usage.map { Charge(prompt: $0.prompt, completion: $0.completion, isEstimate: false) }
            ?? Charge(
                prompt: record.promptTokens,
                completion: counter.tokens(role: .assistant, answer.text) - ContextWindow.messageOverhead,
                isEstimate: true
            )
        if counter.isConfirmable, answer.usage?.prompt == record.promptTokens {
            try confirm(facts.model, at: facts.server)
        }
        try self.charge(facts.userID, day: facts.day, model: facts.model, charge)
        try database.run(
            """
            UPDATE conversations SET reported_prompt = ?, reported_completion = ?, reported_total = ?, reported_counted = ?
            WHERE user_id = ?
            """,
            SQLValue(answer.usage.map { Int64($0.prompt) }),
            SQLValue(answer.usage.map { Int64($0.completion) }),
            SQLValue(answer.usage.map { Int64($0.total) }),
            SQLValue(Int64(record.promptTokens)),
            SQLValue(facts.userID)
        )
    }
}

/// What the commit of a turn must know beside its record.
package struct TurnFacts: Sendable, Equatable {
    let userID: Int64
    let model: String
    let server: String
    let questionTokens: Int
    let now: Int64
    let day: String

    /// Creates the facts.
    ///
    /// - Parameters:
    ///   - userID: who asked.
    ///   - model: the model that was asked.
    ///   - server: `OPENAI_API_BASE`.
    ///   - questionTokens: the tokens of the question as a message, with its overhead.
    ///   - now: Unix milliseconds.
    ///   - day: the local day, `2026-11-23`.
    package init(userID: Int64, model: String, server: String, questionTokens: Int, now: Int64, day: String) {
        self.userID = userID
        self.model = model
        self.server = server
        self.questionTokens = questionTokens
        self.now = now
        self.day = day
    }
}
