package import Bot

extension Transaction {
    /// Carries out what a command decided, in the transaction that read its context.
    ///
    /// - Returns: what the turn runner must be told after the commit.
    package func apply(
        _ effects: [CommandEffect],
        for user: Int64,
        now: Int64
    ) throws(StoreError) -> [DeliverySignal] {
        var signals: [DeliverySignal] = []
        for effect in effects {
            switch effect {
            case .createUser(let user): try save(user)
            case .setAPIKey(let key): try set("api_key", key.exposed, of: user)
            case .setBotToken(let token): try set("bot_token", token.exposed, of: user)
            case .setBaseURL(let url): try set("base_url", url, of: user)
            case .setSaveDirectory(let path): try set("save_directory", path, of: user)
            case .setModel(let model): try set("model", model, of: user)
            case .setSystemPrompt(let text): try set("system_prompt", text, of: user)
            case .setLanguage(let language): try set("language", language.rawValue, of: user)
            case .clearConversation:
                let last = try database.number("SELECT max(id) FROM inbox WHERE user_id = ?", SQLValue(user))
                try clear(user)
                signals.append(.clear(user, upTo: last))
            case .retry:
                if let signal = try retry(user, now: now) { signals.append(signal) }
            case .stop:
                if let message = try stop(user) { signals.append(.stop(user, message: message)) }
            case .forgetDeliveryFailure:
                try database.run("UPDATE conversations SET undelivered = NULL WHERE user_id = ?", SQLValue(user))
            }
        }
        return signals
    }

    /// Gives up the oldest unanswered question; it stays the last one, without an answer (DLV-030).
    private func stop(_ user: Int64) throws(StoreError) -> Int64? {
        guard let question = try nextQuestion(of: user) else { return nil }
        try giveUp(question, of: user)
        return question.id
    }

    func giveUp(_ question: Question, of user: Int64) throws(StoreError) {
        guard try finish(message: question.id) else { return }
        try withdraw(message: question.id, from: user)
        try database.run(
            "UPDATE conversations SET last_question = ?, last_answered = 0 WHERE user_id = ?",
            SQLValue(question.text),
            SQLValue(user)
        )
    }

    /// Asks the last question again, or marks the one being answered to be restarted (DLV-032, DLV-033).
    func retry(_ user: Int64, now: Int64) throws(StoreError) -> DeliverySignal? {
        if let open = try nextQuestion(of: user) {
            try database.run("UPDATE inbox SET retries = retries + 1 WHERE id = ?", SQLValue(open.id))
            return .retry(user, message: open.id, count: open.retries + 1)
        }
        let last = try database.first(
            "SELECT last_question, last_answered FROM conversations WHERE user_id = ? AND last_question IS NOT NULL",
            SQLValue(user)
        ) { (text: $0.text(0), isAnswered: $0.bool(1)) }
        guard let last else { return nil }
        if last.isAnswered {
            try database.run(
                "DELETE FROM turns WHERE id = (SELECT max(id) FROM turns WHERE user_id = ?)",
                SQLValue(user)
            )
        }
        try database.run(
            "UPDATE conversations SET last_answered = 0 WHERE user_id = ?",
            SQLValue(user)
        )
        try database.run(
            "INSERT INTO inbox (user_id, text, received_at) VALUES (?, ?, ?)",
            SQLValue(user),
            SQLValue(last.text),
            SQLValue(now)
        )
        return .accepted(user)
    }
}
