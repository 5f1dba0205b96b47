import Bot

extension Transaction {
    /// A user's complete exchanges, the oldest first.
    package func history(of user: Int64) throws(StoreError) -> [StoredTurn] {
        try turns(of: user, from: 0)
    }

    /// The exchanges that the window still holds, counted by `counter`.
    func windowed(_ user: Int64, _ counter: MessageCounter) throws(StoreError) -> [StoredTurn] {
        let first = try database.number("SELECT first_turn FROM conversations WHERE user_id = ?", SQLValue(user))
        return try turns(of: user, from: first, counter)
    }

    /// The counts are kept with each turn; after a change to a model of another encoding they are computed again.
    func turns(of user: Int64, from first: Int64, _ counter: MessageCounter? = nil) throws(StoreError) -> [StoredTurn] {
        try database.rows(
            """
            SELECT id, question, answer, question_tokens, answer_tokens, encoding FROM turns
            WHERE user_id = ? AND id >= ? ORDER BY id
            """,
            SQLValue(user),
            SQLValue(first)
        ) { row in
            let question = row.text(1)
            let answer = row.text(2)
            let isOther = counter.map { $0.encoding != row.text(5) } ?? false
            return StoredTurn(
                id: row.integer(0),
                question: question,
                answer: answer,
                questionTokens: isOther ? counter?.tokens(role: .user, question) ?? 0 : row.int(3),
                answerTokens: isOther ? counter?.tokens(role: .assistant, answer) ?? 0 : row.int(4)
            )
        }
    }

    /// Adds an answered question.
    func append(
        question: String,
        answer: String,
        _ counter: MessageCounter,
        _ facts: TurnFacts
    ) throws(StoreError) {
        try database.run(
            """
            INSERT INTO turns (user_id, question, answer, encoding, question_tokens, answer_tokens, answered_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            SQLValue(facts.userID),
            SQLValue(question),
            SQLValue(answer),
            SQLValue(counter.encoding),
            SQLValue(facts.questionTokens),
            SQLValue(counter.tokens(role: .assistant, answer)),
            SQLValue(facts.now)
        )
    }

    /// Takes `number` of the oldest exchanges out of the window for good; they stay in the history.
    func drop(_ number: Int, of user: Int64) throws(StoreError) {
        guard number > 0 else { return }
        try database.run(
            """
            UPDATE conversations SET first_turn = coalesce(
                (SELECT id FROM turns WHERE user_id = ?1 AND id >= first_turn ORDER BY id LIMIT 1 OFFSET ?2),
                (SELECT max(id) + 1 FROM turns WHERE user_id = ?1),
                first_turn
            ) WHERE user_id = ?1
            """,
            SQLValue(user),
            SQLValue(number)
        )
    }

    /// Forgets a conversation: its turns, the question being answered and those that wait.
    func clear(_ user: Int64) throws(StoreError) {
        try database.run("DELETE FROM turns WHERE user_id = ?", SQLValue(user))
        if let question = try nextQuestion(of: user) { try withdraw(message: question.id, from: user) }
        try database.run("UPDATE inbox SET is_done = 1, text = '' WHERE user_id = ? AND is_done = 0", SQLValue(user))
        try database.run(
            """
            UPDATE conversations SET first_turn = 0, told_trimming = 0, last_question = NULL, last_answered = 0,
                reported_prompt = NULL, reported_completion = NULL, reported_total = NULL, reported_counted = NULL
            WHERE user_id = ?
            """,
            SQLValue(user)
        )
    }
}
