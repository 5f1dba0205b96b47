package import Bot

extension Transaction {
    /// The sums of a user's ledger: the last 7 days and the last 6 months with any use, the latest first.
    package func usage(of user: Int64) throws(StoreError) -> UsageSummary {
        var summary = UsageSummary()
        summary.days = try periods(of: user, length: 10, limit: 7)
        summary.months = try periods(of: user, length: 7, limit: 6)
        return summary
    }

    private func periods(of user: Int64, length: Int, limit: Int) throws(StoreError) -> [UsageSummary.Period] {
        try database.rows(
            """
            SELECT substr(day, 1, ?2) AS period, sum(answers), sum(prompt), sum(completion), max(is_estimate) FROM usage
            WHERE user_id = ?1 GROUP BY period ORDER BY period DESC LIMIT ?3
            """,
            SQLValue(user),
            SQLValue(length),
            SQLValue(limit)
        ) { row in
            UsageSummary.Period(
                label: row.text(0),
                answers: row.int(1),
                prompt: row.int(2),
                completion: row.int(3),
                isEstimate: row.bool(4)
            )
        }
    }

    /// Enters an answer in the ledger.
    func charge(_ user: Int64, day: String, model: String, _ usage: Charge) throws(StoreError) {
        try database.run(
            """
            INSERT INTO usage (user_id, day, model, answers, prompt, completion, is_estimate) VALUES (?, ?, ?, 1, ?, ?, ?)
            ON CONFLICT DO UPDATE SET answers = answers + 1, prompt = prompt + excluded.prompt,
                completion = completion + excluded.completion, is_estimate = max(is_estimate, excluded.is_estimate)
            """,
            SQLValue(user),
            SQLValue(day),
            SQLValue(model),
            SQLValue(usage.prompt),
            SQLValue(usage.completion),
            SQLValue(usage.isEstimate)
        )
    }
}

// Counts that an answer has confirmed (TOK-043).
extension Transaction {
    /// Whether the counts of a model are estimates, or still are.
    ///
    /// - Complexity: O(log n); nothing is read for a model whose counts are known to be exact, or known not to be.
    func isEstimate(_ counter: MessageCounter, of model: String, at server: String) throws(StoreError) -> Bool {
        guard counter.isConfirmable else { return counter.isEstimate }
        return try database.number(
            "SELECT count(*) FROM confirmed_counts WHERE server = ? AND model = ?",
            SQLValue(server),
            SQLValue(model)
        ) == 0
    }

    /// Notes that a server has reported the prompt tokens that were counted here.
    func confirm(_ model: String, at server: String) throws(StoreError) {
        try database.run(
            "INSERT OR IGNORE INTO confirmed_counts (server, model) VALUES (?, ?)",
            SQLValue(server),
            SQLValue(model)
        )
    }
}

/// What one answer cost.
struct Charge: Sendable, Equatable {
    let prompt: Int
    let completion: Int
    /// True where the server reported nothing and the numbers are the project's own.
    let isEstimate: Bool
}
