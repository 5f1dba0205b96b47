import Bot
import OpenAIWire
import Store
import Platform

// Questions: from the inbox to the commit.
extension DeliveryEngine {
    func enqueue(_ user: Int64, _ state: inout State) {
        guard !state.isDraining else { return }
        if state.turns.active[user] != nil {
            state.turns.active[user]?.isStale = true
        } else {
            state.turns.waiting.append(user)
            startTurns(&state)
        }
    }

    /// Fills the free places in the order of waiting; each user has one place at most (DLV-020, DLV-022).
    func startTurns(_ state: inout State) {
        guard !state.isDraining else { return }
        while state.turns.active.count < configuration.maximumCalls, let user = state.turns.waiting.pop() {
            state.turns.active[user] = TurnTable.Active()
            read(user)
        }
    }

    private func read(_ user: Int64) {
        var informed = configuration.defaults
        informed.statedWindows = model.windows
        let defaults = informed
        store.read { transaction throws(StoreError) in
            try transaction.prepare(user, defaults)
        } completion: { result in
            self.on { state in self.prepared(result, of: user, &state) }
        }
    }

    private func prepared(_ result: Result<Prepared?, StoreError>, of user: Int64, _ state: inout State) {
        guard let active = state.turns.active[user] else { return }
        if state.isDraining { return park(user, &state) }
        if active.isStale {
            state.turns.active[user]?.isStale = false
            return read(user)
        }
        switch result {
        case .failure(let error):
            log.error("delivery.read-failed", ["user": LogValue(user), "reason": LogValue(error.message)])
            after(milliseconds: storeWait()) { state in
                if state.turns.active[user] != nil { self.read(user) }
            }
        case .success(nil):
            state.turns.active[user] = nil
            startTurns(&state)
            checkDrained(&state)
        case .success(let prepared?):
            state.turns.active[user]?.prepared = prepared
            state.turns.active[user]?.turn = Turn(prepared.subject)
            handle(.start, of: user, &state)
            let id = prepared.question.id
            state.turns.active[user]?.lateNotice = timer(milliseconds: Turn.lateNotice) { state in
                guard state.turns.active[user]?.prepared?.question.id == id else { return }
                self.handle(.late, of: user, &state)
            }
        }
    }

    func handle(_ event: Turn.Event, of user: Int64, _ state: inout State) {
        guard let actions = state.turns.active[user]?.turn?.handle(event) else { return }
        for action in actions { perform(action, of: user, &state) }
    }

    private func perform(_ action: Turn.Action, of user: Int64, _ state: inout State) {
        guard var active = state.turns.active[user], let prepared = active.prepared else { return }
        switch action {
        case .ask(let dropped):
            active.generation = state.turns.nextGeneration()
            let prompt = prepared.prompt(
                withoutOldest: dropped,
                attempt: active.turn?.attempt ?? 1,
                configuration.defaults
            )
            let generation = active.generation
            active.call = model.ask(prompt) { result in
                self.on { state in self.take(result, of: user, generation, &state) }
            }
            state.turns.active[user] = active
        case .pause(let milliseconds):
            active.generation = state.turns.nextGeneration()
            let generation = active.generation
            active.call = nil
            state.turns.active[user] = active
            guard !state.isDraining else { return park(user, &state) }
            after(milliseconds: milliseconds) { state in
                guard state.turns.active[user]?.generation == generation else { return }
                self.handle(.pauseOver, of: user, &state)
            }
        case .cancel:
            active.generation = state.turns.nextGeneration()
            active.call?.cancel()
            active.call = nil
            state.turns.active[user] = active
        case .post(let text): notify(text, prepared)
        case .commit(let record): commit(record, of: prepared)
        }
    }

    private func take(_ result: ModelResult, of user: Int64, _ generation: Int, _ state: inout State) {
        guard let active = state.turns.active[user], active.generation == generation else { return }
        state.turns.active[user]?.call = nil
        switch result {
        case .answered(let answer): handle(.answered(answer), of: user, &state)
        case .failed(let failure, let pause, let error):
            log.warning(
                "model.failed",
                [
                    "user": LogValue(user), "failure": LogValue("\(failure)"), "class": LogValue(error.class.rawValue),
                    "status": LogValue(error.status), "attempt": LogValue(active.turn?.attempt ?? 0),
                    "repeated": LogValue(pause != nil), "reason": LogValue(error.message),
                ]
            )
            handle(.failed(failure, repeatAfter: pause), of: user, &state)
        case .overflowed(let error):
            log.warning(
                "model.overflowed",
                [
                    "user": LogValue(user), "status": LogValue(error.status),
                    "attempt": LogValue(active.turn?.attempt ?? 0),
                    "window": LogValue(error.contextWindow.map(String.init) ?? "unknown"),
                    "reason": LogValue(error.message),
                ]
            )
            handle(.overflowed(window: error.contextWindow), of: user, &state)
        }
    }

    /// Posts a notice about a question, unless it has been given up meanwhile.
    private func notify(_ text: String, _ prepared: Prepared) {
        let user = prepared.user.id
        let message = prepared.question.id
        store.write { transaction throws(StoreError) in
            guard try transaction.nextQuestion(of: user)?.id == message else { return }
            try transaction.post(text, to: user, message: message)
        } completion: { _ in
            self.on { state in self.nudge(user, &state) }
        }
    }
}

// The end of a question.
extension DeliveryEngine {
    private func commit(_ record: TurnRecord, of prepared: Prepared) {
        let user = prepared.user.id
        let question = prepared.question
        let facts = TurnFacts(
            userID: user,
            model: prepared.user.model(configuration.defaults),
            server: configuration.defaults.apiBase,
            now: WallClock.milliseconds(),
            day: String(LocalClock.now().timestamp.prefix(10))
        )
        store.write { transaction throws(StoreError) in
            try transaction.commit(record, of: question, facts)
        } completion: { result in
            self.on { state in self.committed(result, record, prepared, &state) }
        }
    }

    private func committed(
        _ result: Result<Bool, StoreError>,
        _ record: TurnRecord,
        _ prepared: Prepared,
        _ state: inout State
    ) {
        let user = prepared.user.id
        guard let active = state.turns.active[user] else { return }
        guard case .success = result else { return commitAgain(record, prepared, active, &state) }
        handle(.committed, of: user, &state)
        state.turns.active[user] = nil
        nudge(user, &state)
        // Behind the others: whoever asks much waits like everybody (DLV-022).
        enqueue(user, &state)
        startTurns(&state)
        checkDrained(&state)
    }

    /// The answer is kept in memory until the database takes it; while draining it is parked: the question is asked again.
    private func commitAgain(
        _ record: TurnRecord,
        _ prepared: Prepared,
        _ active: TurnTable.Active,
        _ state: inout State
    ) {
        let user = prepared.user.id
        log.error("turn.commit-failed", ["user": LogValue(user), "state": LogValue(store.health.name)])
        guard !state.isDraining else { return park(user, &state) }
        state.turns.active[user]?.commitFailures += 1
        after(milliseconds: storeWait(after: active.commitFailures)) { state in
            guard state.turns.active[user]?.prepared?.question.id == prepared.question.id else { return }
            self.commit(record, of: prepared)
        }
    }

    /// Lets go of a question; the inbox keeps it for the next start.
    func park(_ user: Int64, _ state: inout State) {
        state.turns.active[user]?.call?.cancel()
        state.turns.active[user] = nil
        checkDrained(&state)
    }

    /// What only waits need not be waited for.
    func parkPauses(_ state: inout State) {
        for (user, active) in state.turns.active where active.turn?.state == .pausing { park(user, &state) }
    }
}

// Commands that meet an answer under way.
extension DeliveryEngine {
    /// The question is done in the database already; what is under way for it ends (DLV-030, DLV-031).
    func interrupt(_ user: Int64, upTo message: Int64, with event: Turn.Event, _ state: inout State) {
        guard let active = state.turns.active[user] else { return }
        guard let prepared = active.prepared else { return enqueue(user, &state) }
        // A question that came after the command is none of its business.
        guard prepared.question.id <= message else { return }
        handle(event, of: user, &state)
    }

    /// Restarts the answer in progress; one that is being committed is asked again by its commit (DLV-032, DLV-034).
    func retry(_ user: Int64, _ message: Int64, _ count: Int, _ state: inout State) {
        guard let active = state.turns.active[user] else { return enqueue(user, &state) }
        guard let question = active.prepared?.question else { return enqueue(user, &state) }
        guard question.id == message, count > question.retries else { return }
        guard let turn = active.turn?.state, turn == .asking || turn == .pausing else { return }
        state.turns.active[user]?.prepared?.question.retries = count
        handle(.retry, of: user, &state)
    }
}
