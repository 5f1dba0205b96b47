package import Bot

extension Transaction {
    /// Keeps a message to be answered, unless it has come before; the user must exist.
    ///
    /// - Parameters:
    ///   - message: the message.
    ///   - text: what is left of its text; all of it where nothing is given.
    /// - Returns: the message's id, or that it has come before.
    /// - Throws: ``StoreError``.
    /// - Complexity: O(log n) in the messages remembered.
    package func accept(_ message: IncomingMessage, text: String? = nil) throws(StoreError) -> Acceptance {
        let insert = """
            INSERT INTO inbox (user_id, mark, text, received_at) VALUES (?, ?, ?, ?) ON CONFLICT (mark) DO NOTHING
            """
        let values = [
            SQLValue(message.userID), SQLValue(message.mark?.text), SQLValue(text ?? message.text),
            SQLValue(message.receivedAt),
        ]
        if try database.run(insert, values[0], values[1], values[2], values[3]) > 0 {
            return .accepted(database.lastInsertedID)
        }
        guard message.mark?.isContent == true else { return .duplicate }
        // DLV-011: without a number, the same content is a new message once five minutes have passed.
        let freed = try database.run(
            "UPDATE inbox SET mark = NULL WHERE mark = ? AND received_at <= ?",
            values[1],
            SQLValue(message.receivedAt - DeliveryMark.contentMemory)
        )
        guard freed > 0 else { return .duplicate }
        try database.run(insert, values[0], values[1], values[2], values[3])
        return .accepted(database.lastInsertedID)
    }

    /// Whether a message has come before, by the marks of ``accept(_:text:)``.
    package func hasCome(_ message: IncomingMessage) throws(StoreError) -> Bool {
        guard let mark = message.mark else { return false }
        let oldest = mark.isContent ? message.receivedAt - DeliveryMark.contentMemory : .min
        return try database.number(
            "SELECT count(*) FROM inbox WHERE mark = ? AND received_at > ?",
            SQLValue(mark.text),
            SQLValue(oldest)
        ) > 0
    }

    /// Keeps the mark of a message that needs no answer any more: a command that was carried out; the user must exist.
    package func remember(_ message: IncomingMessage) throws(StoreError) {
        guard let mark = message.mark else { return }
        try database.run("UPDATE inbox SET mark = NULL WHERE mark = ?", SQLValue(mark.text))
        try database.run(
            "INSERT INTO inbox (user_id, mark, text, is_done, received_at) VALUES (?, ?, '', 1, ?)",
            SQLValue(message.userID),
            SQLValue(mark.text),
            SQLValue(message.receivedAt)
        )
        try prune(now: message.receivedAt)
    }

    /// Marks a message as answered and empties its text; what remains is the mark.
    ///
    /// - Returns: false where it was done already.
    func finish(message id: Int64) throws(StoreError) -> Bool {
        try database.run("UPDATE inbox SET is_done = 1, text = '' WHERE id = ? AND is_done = 0", SQLValue(id)) > 0
    }

    /// Forgets old marks, a bounded number at a time (DLV-012).
    ///
    /// A mark of content has lost its force after five minutes already, see ``accept(_:text:)``.
    func prune(now: Int64) throws(StoreError) {
        try database.run(
            """
            DELETE FROM inbox WHERE id IN (
                SELECT id FROM inbox INDEXED BY inbox_done WHERE is_done = 1 AND received_at <= ? ORDER BY received_at LIMIT 64
            )
            """,
            SQLValue(now - DeliveryMark.numberMemory)
        )
    }

    /// The users who wait for an answer, the one who waits longest first.
    package func waitingUsers() throws(StoreError) -> [Int64] {
        try database.rows("SELECT user_id FROM inbox WHERE is_done = 0 GROUP BY user_id ORDER BY min(id)") {
            $0.integer(0)
        }
    }

    /// A user's oldest message without an answer.
    package func nextQuestion(of user: Int64) throws(StoreError) -> Question? {
        try database.first(
            "SELECT id, text, retries FROM inbox WHERE user_id = ? AND is_done = 0 ORDER BY id LIMIT 1",
            SQLValue(user)
        ) { Question(id: $0.integer(0), text: $0.text(1), retries: $0.int(2)) }
    }

    /// Whether a user has a message without an answer.
    func hasQuestion(_ user: Int64) throws(StoreError) -> Bool {
        try database.number("SELECT EXISTS (SELECT 1 FROM inbox WHERE user_id = ? AND is_done = 0)", SQLValue(user))
            != 0
    }
}

/// What became of a message that was to be kept.
package enum Acceptance: Sendable, Equatable {
    /// It is kept under this id, which grows with every message.
    case accepted(Int64)
    /// It has come before.
    case duplicate
}
