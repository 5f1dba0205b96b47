import Bot
import Store
import Platform

// The end of a question.
extension TurnRunner {
    func commit(_ record: TurnRecord, of prepared: Prepared) {
        let facts = TurnFacts(
            userID: prepared.user.id,
            model: prepared.user.model(configuration.defaults),
            server: configuration.defaults.apiBase,
            questionTokens: prepared.subject.questionTokens,
            now: WallClock.milliseconds(),
            day: String(LocalClock.now().timestamp.prefix(10))
        )
        let question = prepared.question
        store.write { transaction throws(StoreError) in
            try transaction.commit(record, of: question, facts)
        } completion: { result in
            self.events.on { table in self.committed(result, record, prepared, &table) }
        }
    }

    private func committed(
        _ result: Result<Bool, StoreError>,
        _ record: TurnRecord,
        _ prepared: Prepared,
        _ table: inout TurnTable
    ) {
        let user = prepared.user.id
        guard let active = table.active[user] else { return }
        guard case .success(let hasMore) = result else { return commitAgain(record, prepared, active, &table) }
        handle(.committed, of: user, &table)
        table.active[user] = nil
        if !record.parts.isEmpty { onParts(user) }
        // After the others: whoever asks much waits like everybody (DLV-022). A message that was kept after the commit has
        // told so itself.
        if hasMore || active.isStale { enqueue(user, &table) }
        fill(&table)
        table.checkDrained()
    }

    /// The answer is kept in memory until the database takes it; while draining it is parked: the question is asked again.
    private func commitAgain(
        _ record: TurnRecord,
        _ prepared: Prepared,
        _ active: TurnTable.Active,
        _ table: inout TurnTable
    ) {
        let user = prepared.user.id
        log.error("turn.commit-failed", ["user": LogValue(user), "state": LogValue(store.health.name)])
        guard !table.isDraining else { return park(user, &table) }
        table.active[user]?.commitFailures += 1
        events.after(milliseconds: configuration.wait(after: active.commitFailures)) { table in
            guard table.active[user]?.prepared?.question.id == prepared.question.id else { return }
            self.commit(record, of: prepared)
        }
    }
}

// Commands that meet an answer under way.
extension TurnRunner {
    /// The question is done in the database already; what is under way for it ends (DLV-030, DLV-031).
    func interrupt(_ user: Int64, upTo message: Int64, with event: Turn.Event, _ table: inout TurnTable) {
        guard let active = table.active[user] else { return }
        guard let prepared = active.prepared else { return enqueue(user, &table) }
        // A question that came after the command is not affected.
        guard prepared.question.id <= message else { return }
        handle(event, of: user, &table)
    }

    /// Begins the answer under way again; one that is being written down is asked again by its commit (DLV-032, DLV-034).
    func retry(_ user: Int64, _ message: Int64, _ count: Int, _ table: inout TurnTable) {
        guard let active = table.active[user] else { return enqueue(user, &table) }
        guard let question = active.prepared?.question else { return enqueue(user, &table) }
        guard question.id == message, count > question.retries else { return }
        guard let turn = active.turn?.state, turn == .asking || turn == .pausing else { return }
        table.active[user]?.prepared?.question.retries = count
        handle(.retry, of: user, &table)
    }
}
