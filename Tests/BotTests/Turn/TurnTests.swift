import TestSupport
import Testing

@testable import Bot

@Suite struct TurnTests {
    private func turn(question: Int = 100, exchanges: [Int] = [50, 60, 70], told: Bool = false) -> Turn {
        let window = ContextWindow(window: 400, reserve: 100, exchanges: exchanges)
        return Turn(TurnSubject(questionTokens: question, window: window, language: .en, toldTrimming: told))
    }

    private func record(_ actions: [Turn.Action]) -> TurnRecord? {
        if case .commit(let record) = actions.last { return record }
        return nil
    }

    @Test(.proves("CMD-090"))
    func `a question is asked, answered, written and over`() {
        var turn = turn()
        #expect(turn.state == .ready)
        #expect(turn.handle(.start) == [.ask(withoutOldest: 0)])
        #expect(turn.state == .asking && turn.attempt == 1)
        let answer = ModelAnswer(text: "**Hi**", usage: .init(prompt: 1, completion: 2, total: 3))
        let expected = TurnRecord(
            outcome: .answered(answer),
            dropped: 0,
            promptTokens: 283,
            toldTrimming: false,
            parts: ["*Hi*"]
        )
        #expect(turn.handle(.answered(answer)) == [.commit(expected)])
        #expect(turn.state == .committing)
        #expect(turn.handle(.committed) == [])
        #expect(turn.state == .ended)
    }

    @Test(.proves("CMD-063", "CMD-091"))
    func `a question that is too long is not asked`() {
        var turn = turn(question: 500)
        let record = record(turn.handle(.start))
        #expect(record?.outcome == .unanswered)
        #expect(record?.dropped == 0)
        #expect(record?.parts.first?.hasPrefix("This message is too long: 496 tokens, 293 at most.") == true)
    }

    @Test(.proves("CMD-065"))
    func `the window's move is told once`() {
        for told in [false, true] {
            var turn = turn(question: 200, told: told)
            #expect(turn.handle(.start) == [.ask(withoutOldest: 2)])
            let record = record(turn.handle(.answered(ModelAnswer(text: "Yes."))))
            #expect(record?.dropped == 2)
            #expect(record?.promptTokens == 273)
            #expect(record?.toldTrimming == true)
            #expect(record?.parts.first?.contains("the oldest 2 turns") == !told)
        }
    }

    @Test(.proves("CMD-064"))
    func `the server's shorter window is met in a bounded number of steps`() {
        var turn = turn(question: 10, exchanges: Array(repeating: 4, count: 70))
        _ = turn.handle(.start)
        var dropped: [Int] = []
        for _ in 0..<6 {
            guard case .ask(let number) = turn.handle(.overflowed(window: nil)).first else { break }
            dropped.append(number)
        }
        #expect(dropped == [1, 3, 7, 15, 31, 63])
        let record = record(turn.handle(.overflowed(window: nil)))
        #expect(record?.outcome == .unanswered)
        #expect(record?.parts == [Sentences(.en).failure(.tooLongForServer)])
        var short = self.turn(exchanges: [50])
        _ = short.handle(.start)
        #expect(short.handle(.overflowed(window: nil)) == [.ask(withoutOldest: 1)])
        #expect(self.record(short.handle(.overflowed(window: nil)))?.outcome == .unanswered)
    }

    @Test(.proves("CMD-064", "CMD-066"))
    func `a window that the server states is kept to at once`() {
        var turn = turn(question: 10, exchanges: Array(repeating: 20, count: 12))
        _ = turn.handle(.start)
        // 200, of which 50 stay for the reply: 150 hold 3, 10 and six exchanges of 20.
        #expect(turn.handle(.overflowed(window: 200)) == [.ask(withoutOldest: 6)])
        // A larger one says nothing new: twice as many go as the time before.
        #expect(turn.handle(.overflowed(window: 5_000)) == [.ask(withoutOldest: 8)])
        let answered = record(turn.handle(.answered(ModelAnswer(text: "Yes."))))
        #expect(answered?.dropped == 8)
        #expect(answered?.promptTokens == 93)
    }

    @Test(.proves("CMD-063", "CMD-066"))
    func `a question that does not fit into the stated window is refused with both numbers`() {
        for exchanges in [[50, 60], []] {
            var turn = turn(question: 150, exchanges: exchanges)
            _ = turn.handle(.start)
            let record = record(turn.handle(.overflowed(window: 100)))
            #expect(record?.outcome == .unanswered)
            #expect(record?.dropped == 0)
            #expect(record?.parts.first?.hasPrefix("This message is too long: 146 tokens, 68 at most.") == true)
        }
    }

    @Test(.proves("CMD-092"))
    func `a failure that may pass is repeated without a word`() {
        var turn = turn()
        _ = turn.handle(.start)
        #expect(turn.handle(.failed(.overloaded, repeatAfter: 500)) == [.pause(milliseconds: 500)])
        #expect(turn.state == .pausing)
        #expect(turn.handle(.pauseOver) == [.ask(withoutOldest: 0)])
        #expect(turn.attempt == 2)
    }

    private static let failures: [TurnFailure] = [
        .wrongKey, .noCredit, .forbidden, .rateLimited(seconds: 30), .rateLimited(seconds: nil),
        .rateLimited(seconds: 0),
        .modelUnknown("gpt-9"), .noEndpoint, .unreachable, .timedOut, .contentRefused, .tooLongForServer, .emptyAnswer,
        .brokenOff, .overloaded, .serverFault, .requestRefused,
    ]

    @Test(.proves("CMD-091", "CMD-031"), arguments: failures)
    func `a failure for good is one sentence and no history`(failure: TurnFailure) {
        var turn = turn()
        _ = turn.handle(.start)
        let record = record(turn.handle(.failed(failure, repeatAfter: nil)))
        #expect(record?.outcome == .unanswered)
        #expect(record?.parts == [Sentences(.en).failure(failure)])
        #expect(record?.toldTrimming == false)
    }

    @Test(.proves("CMD-093"))
    func `the late notice comes once and only while it is true`() {
        var turn = turn()
        #expect(turn.handle(.late) == [])
        _ = turn.handle(.start)
        #expect(turn.handle(.late) == [.post(Sentences(.en).stillWorking)])
        #expect(turn.handle(.late) == [])
        var pausing = self.turn()
        _ = pausing.handle(.start)
        _ = pausing.handle(.failed(.overloaded, repeatAfter: 1))
        #expect(pausing.handle(.late) == [.post(Sentences(.en).stillWorking)])
    }

    @Test(.proves("CMD-094", "CMD-095"))
    func `stop and clear cancel and post nothing`() {
        for (event, outcome) in [(Turn.Event.stop, TurnRecord.Outcome.unanswered), (.clear, .forgotten)] {
            for isPausing in [false, true] {
                var turn = turn()
                _ = turn.handle(.start)
                if isPausing { _ = turn.handle(.failed(.timedOut, repeatAfter: 9)) }
                let actions = turn.handle(event)
                #expect(actions.first == .cancel && actions.count == 2)
                #expect(record(actions)?.outcome == outcome && record(actions)?.parts.isEmpty == true)
            }
            var early = turn()
            #expect(record(early.handle(event))?.outcome == outcome)
        }
    }

    @Test(.proves("CMD-096"))
    func `retry begins the same question anew`() {
        for isPausing in [false, true] {
            var turn = turn()
            _ = turn.handle(.start)
            if isPausing { _ = turn.handle(.failed(.timedOut, repeatAfter: 9)) }
            #expect(turn.handle(.retry) == [.cancel, .ask(withoutOldest: 0)])
            #expect(turn.state == .asking && turn.attempt == 1)
        }
    }

    @Test(.proves("CMD-097"))
    func `what comes too late changes nothing`() {
        let events: [Turn.Event] = [
            .start, .answered(ModelAnswer(text: "late")), .failed(.timedOut, repeatAfter: nil),
            .overflowed(window: nil), .overflowed(window: 100), .pauseOver, .late, .stop, .clear, .retry, .committed,
        ]
        for event in events {
            var turn = turn()
            _ = turn.handle(.start)
            _ = turn.handle(.stop)
            let before = turn
            if event != .committed { #expect(turn.handle(event) == [] && turn == before) }
            _ = turn.handle(.committed)
            let ended = turn
            #expect(turn.handle(event) == [] && turn == ended)
        }
        var fresh = turn()
        for event in events where ![.start, .stop, .clear].contains(event) { #expect(fresh.handle(event) == []) }
    }

    @Test(.proves("CMD-098"))
    func `a cut answer says so below`() {
        for (ending, note) in [
            (ModelAnswer.Ending.length, Sentences(.en).cutByLength), (.filtered, Sentences(.en).cutByFilter),
        ] {
            var turn = turn()
            _ = turn.handle(.start)
            let answer = ModelAnswer(text: "Once upon a time", ending: ending)
            #expect(record(turn.handle(.answered(answer)))?.parts == ["Once upon a time\n\n\(note)"])
        }
    }

    @Test(.proves("CMD-099"))
    func `an answer without text is a failure`() {
        for (ending, failure) in [
            (ModelAnswer.Ending.complete, TurnFailure.emptyAnswer), (.length, .emptyAnswer),
            (.filtered, .contentRefused),
        ] {
            var turn = turn()
            _ = turn.handle(.start)
            let record = record(turn.handle(.answered(ModelAnswer(text: " \n\u{0}", ending: ending))))
            #expect(record?.outcome == .unanswered)
            #expect(record?.parts == [Sentences(.en).failure(failure)])
        }
    }

    @Test(arguments: 0..<50)
    func `whatever happens, there is one record and no request after it`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let events: [Turn.Event] = [
            .start, .answered(ModelAnswer(text: "a")), .answered(ModelAnswer(text: "")),
            .failed(.timedOut, repeatAfter: 1),
            .failed(.wrongKey, repeatAfter: nil), .overflowed(window: nil), .overflowed(window: 350), .pauseOver, .late,
            .stop, .clear, .retry, .committed,
        ]
        for _ in 0..<200 {
            var turn = turn(question: Int.random(in: 5...330, using: &random))
            var commits = 0
            for _ in 0..<30 {
                guard let event = events.randomElement(using: &random) else { continue }
                for action in turn.handle(event) {
                    #expect(commits == 0, "\(action) after the record")
                    if case .commit = action { commits += 1 }
                }
            }
            #expect(commits <= 1)
            #expect((turn.state == .committing || turn.state == .ended) == (commits == 1))
        }
    }
}
