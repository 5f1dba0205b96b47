package import Bot

extension Transaction {
    private static let columns = "id, user_id, message_id, text, failures, unknowns, waited"

    /// Puts a part behind those that wait.
    package func post(_ text: String, to user: Int64, message: Int64) throws(StoreError) {
        try database.run(
            "INSERT INTO outbox (user_id, message_id, text) VALUES (?, ?, ?)",
            SQLValue(user),
            SQLValue(message),
            SQLValue(text)
        )
    }

    /// Takes back what was to be posted about a question that is given up: its notice (DLV-030).
    ///
    /// The one that is being posted just now may still be shown; whatever comes of it, it is not posted again.
    func withdraw(message id: Int64, from user: Int64) throws(StoreError) {
        try database.run(
            "DELETE FROM outbox WHERE user_id = ? AND message_id = ?",
            SQLValue(user),
            SQLValue(id)
        )
    }

    /// A user's oldest part, marked as being under way: from the commit on, a crash leaves its outcome unknown (DLV-043).
    package func take(of user: Int64) throws(StoreError) -> OutboxPart? {
        let part = try database.first(
            "SELECT \(Self.columns) FROM outbox WHERE user_id = ? ORDER BY id LIMIT 1",
            SQLValue(user),
            map: Self.part
        )
        guard let part else { return nil }
        try database.run("UPDATE outbox SET state = 1 WHERE id = ?", SQLValue(part.id))
        return part
    }

    /// Whether a user's oldest part is a notice, which says that the answer to its question is not there yet.
    package func isNoticeNext(for user: Int64) throws(StoreError) -> Bool {
        try database.number(
            """
            SELECT is_done = 0 FROM inbox
            WHERE id = (SELECT message_id FROM outbox WHERE user_id = ? ORDER BY id LIMIT 1)
            """,
            SQLValue(user)
        ) != 0
    }

    /// The users with parts, and when the first part of each may be sent.
    package func outboxUsers() throws(StoreError) -> [OutboxUser] {
        try database.rows(
            """
            SELECT user_id, next_attempt_at FROM outbox
            WHERE id IN (SELECT min(id) FROM outbox GROUP BY user_id) ORDER BY id
            """
        ) { OutboxUser(id: $0.integer(0), nextAttemptAt: $0.integer(1)) }
    }

    /// Treats what was under way when the process died as sent with an unknown outcome (DLV-044).
    ///
    /// - Returns: the parts that are given up for it.
    package func recoverOutbox(now: Int64) throws(StoreError) -> [(OutboxPart, DeliveryFailure)] {
        let parts = try database.rows(
            "SELECT \(Self.columns) FROM outbox WHERE state = 1 ORDER BY id",
            map: Self.part
        )
        var failures: [(OutboxPart, DeliveryFailure)] = []
        for var part in parts {
            let step = DeliveryPolicy.step(after: .interrupted, &part.progress)
            if let failure = try write(step, part, isUnknown: true, now: now) { failures.append((part, failure)) }
        }
        return failures
    }

    /// Writes what follows an attempt.
    package func settle(
        _ part: OutboxPart,
        _ step: DeliveryStep,
        isUnknown: Bool,
        now: Int64
    ) throws(StoreError) -> Settlement {
        let failure = try write(step, part, isUnknown: isUnknown, now: now)
        let left = try database.number("SELECT EXISTS (SELECT 1 FROM outbox WHERE user_id = ?)", SQLValue(part.userID))
        return Settlement(failure: failure, hasMore: left != 0)
    }

    /// - Returns: why the answer was given up, where it was.
    private func write(
        _ step: DeliveryStep,
        _ part: OutboxPart,
        isUnknown: Bool,
        now: Int64
    ) throws(StoreError) -> DeliveryFailure? {
        switch step {
        case .done:
            try database.run("DELETE FROM outbox WHERE id = ?", SQLValue(part.id))
            return nil
        case .wait(let milliseconds):
            try database.run(
                """
                UPDATE outbox SET state = ?, failures = ?, unknowns = ?, waited = ?, next_attempt_at = ? WHERE id = ?
                """,
                SQLValue(isUnknown ? 2 : 0),
                SQLValue(part.progress.failures),
                SQLValue(part.progress.unknowns),
                SQLValue(part.progress.waited),
                SQLValue(now + Int64(milliseconds)),
                SQLValue(part.id)
            )
            return nil
        case .halve:
            // A notice may have been withdrawn while it was being posted.
            guard try isKept(part) else { return nil }
            guard let halves = ReplySplitter.halves(of: part.text) else { return try giveUp(part, .tooLong) }
            try replace(part, by: halves)
            return nil
        case .giveUp(let failure): return try giveUp(part, failure)
        }
    }

    private func isKept(_ part: OutboxPart) throws(StoreError) -> Bool {
        try database.number("SELECT count(*) FROM outbox WHERE id = ?", SQLValue(part.id)) > 0
    }

    /// Drops the answer's parts and keeps the reason for the user's next command (DLV-046).
    private func giveUp(_ part: OutboxPart, _ failure: DeliveryFailure) throws(StoreError) -> DeliveryFailure {
        try database.run(
            "DELETE FROM outbox WHERE user_id = ? AND message_id = ?",
            SQLValue(part.userID),
            SQLValue(part.messageID)
        )
        try database.run(
            "UPDATE conversations SET undelivered = ? WHERE user_id = ?",
            SQLValue(failure.rawValue),
            SQLValue(part.userID)
        )
        return failure
    }

    /// Ids grow with the order of delivery, so everything behind the halves is written again behind them.
    private func replace(_ part: OutboxPart, by halves: [String]) throws(StoreError) {
        let rest = try database.rows(
            "SELECT \(Self.columns) FROM outbox WHERE user_id = ? AND id > ? ORDER BY id",
            SQLValue(part.userID),
            SQLValue(part.id),
            map: Self.part
        )
        try database.run(
            "DELETE FROM outbox WHERE user_id = ? AND id >= ?",
            SQLValue(part.userID),
            SQLValue(part.id)
        )
        for half in halves { try post(half, to: part.userID, message: part.messageID) }
        for later in rest { try post(later.text, to: later.userID, message: later.messageID) }
    }

    private static func part(_ row: Row) -> OutboxPart {
        var progress = DeliveryProgress()
        progress.failures = row.int(4)
        progress.unknowns = row.int(5)
        progress.waited = row.int(6)
        return OutboxPart(
            id: row.integer(0),
            userID: row.integer(1),
            messageID: row.integer(2),
            text: row.text(3),
            progress: progress
        )
    }
}
