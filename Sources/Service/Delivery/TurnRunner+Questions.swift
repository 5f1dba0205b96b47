import Bot
import OpenAIWire
import Store

// A question: read, asked, and committed with what came of it.
extension TurnRunner {
    func read(_ user: Int64) {
        let defaults = configuration.defaults
        let windows = model.windows
        store.read { transaction throws(StoreError) in
            try transaction.prepare(user, defaults, statedWindows: windows)
        } completion: { result in
            self.events.on { table in self.prepared(result, of: user, &table) }
        }
    }

    private func prepared(_ result: Result<Prepared?, StoreError>, of user: Int64, _ table: inout TurnTable) {
        guard let active = table.active[user] else { return }
        if table.isDraining { return park(user, &table) }
        if active.isStale {
            table.active[user]?.isStale = false
            return read(user)
        }
        switch result {
        case .failure(let error):
            log.error("delivery.read-failed", ["user": LogValue(user), "reason": LogValue(error.message)])
            events.after(milliseconds: configuration.wait()) { table in
                if table.active[user] != nil { self.read(user) }
            }
        case .success(nil):
            table.active[user] = nil
            fill(&table)
            table.checkDrained()
        case .success(let prepared?): begin(prepared, of: user, &table)
        }
    }

    private func begin(_ prepared: Prepared, of user: Int64, _ table: inout TurnTable) {
        table.active[user]?.prepared = prepared
        table.active[user]?.turn = Turn(prepared.subject)
        handle(.start, of: user, &table)
        let id = prepared.question.id
        table.active[user]?.lateNotice = events.timer(milliseconds: Turn.lateNotice) { table in
            guard table.active[user]?.prepared?.question.id == id else { return }
            self.handle(.late, of: user, &table)
        }
    }

    /// Reports an event to a user's turn, and does what the turn says.
    func handle(_ event: Turn.Event, of user: Int64, _ table: inout TurnTable) {
        guard let actions = table.active[user]?.turn?.handle(event) else { return }
        for action in actions { perform(action, of: user, &table) }
    }

    private func perform(_ action: Turn.Action, of user: Int64, _ table: inout TurnTable) {
        guard var active = table.active[user], let prepared = active.prepared else { return }
        switch action {
        case .ask(let dropped):
            active.generation = table.nextGeneration()
            let prompt = prepared.prompt(
                withoutOldest: dropped,
                attempt: active.turn?.attempt ?? 1,
                configuration.defaults
            )
            let generation = active.generation
            active.call = model.ask(prompt) { result in
                self.events.on { table in self.receive(result, of: user, generation, &table) }
            }
            table.active[user] = active
        case .pause(let milliseconds):
            active.generation = table.nextGeneration()
            let generation = active.generation
            active.call = nil
            table.active[user] = active
            guard !table.isDraining else { return park(user, &table) }
            events.after(milliseconds: milliseconds) { table in
                guard table.active[user]?.generation == generation else { return }
                self.handle(.pauseOver, of: user, &table)
            }
        case .cancel:
            active.generation = table.nextGeneration()
            active.call?.cancel()
            active.call = nil
            table.active[user] = active
        case .post(let text): notify(text, prepared)
        case .commit(let record): commit(record, of: prepared)
        }
    }

    private func receive(_ result: ModelResult, of user: Int64, _ generation: Int, _ table: inout TurnTable) {
        guard let active = table.active[user], active.generation == generation else { return }
        table.active[user]?.call = nil
        switch result {
        case .answered(let answer): handle(.answered(answer), of: user, &table)
        case .failed(let failure, let pause, let error):
            log.warning(
                "model.failed",
                [
                    "user": LogValue(user), "failure": LogValue("\(failure)"), "class": LogValue(error.class.rawValue),
                    "status": LogValue(error.status), "attempt": LogValue(active.turn?.attempt ?? 0),
                    "repeated": LogValue(pause != nil), "reason": LogValue(error.message),
                ]
            )
            handle(.failed(failure, repeatAfter: pause), of: user, &table)
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
            handle(.overflowed(window: error.contextWindow), of: user, &table)
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
            self.onParts(user)
        }
    }
}
