import Bot
import ServiceSupport
import Simulator
import TestSupport
import Testing

@testable import Service
@testable import Store

@Suite struct DeliveryTurnTests {
    @Test(.proves("DLV-020", "DLV-040"))
    func `a conversation keeps its order`() async throws {
        let fixture = try await DeliveryFixture()
        for number in 0..<20 { try await fixture.send("q\(number)") }
        #expect(await fixture.texts(count: 20) == (0..<20).map { "q\($0) after \($0)" })
        let history = try await fixture.store.read { transaction throws(StoreError) in try transaction.history(of: 4) }
        #expect(history.map(\.question) == (0..<20).map { "q\($0)" })
        #expect(history.map(\.answer) == (0..<20).map { "q\($0) after \($0)" })
    }

    @Test(.proves("CMD-093"))
    func `a late answer is announced once`() async throws {
        let fixture = try await DeliveryFixture(holding: true)
        try await fixture.send("one")
        await fixture.model.prompts(1)
        #expect(await fixture.texts(count: 1) == [Sentences(.en).stillWorking])
        fixture.model.answer()
        #expect(await fixture.texts(count: 2) == [Sentences(.en).stillWorking, "one after 0"])
        // Answered in time, the next question brings no notice.
        try await fixture.send("two")
        await fixture.model.prompts(2)
        fixture.model.answer()
        #expect(await fixture.texts(count: 3)?.last == "two after 1")
    }

    @Test(.proves("DLV-050"))
    func `notices let answers pass`() async throws {
        let users = Array<Int64>(4...15)
        let fixture = try await DeliveryFixture(holding: true, users: users + [20], sendInterval: 0.5)
        for user in users { try await fixture.send("late", from: user) }
        await fixture.model.prompts(users.count)
        let turns = fixture.delivery.turns
        turns.events.on { table in for user in users { turns.handle(.late, of: user, &table) } }
        #expect(await fixture.chat.wait { !$0.isEmpty } != nil)
        // Eleven notices wait. Now somebody's answer comes; one notice may be under way, one may slip in.
        fixture.model.holdNoMore()
        try await fixture.send("quick", from: 20)
        try await Patience.until { try await fixture.context(20).conversation.exchanges > 0 }
        let before = fixture.chat.entries.count
        let shown = try #require(await fixture.chat.wait { $0.contains { $0.userID == 20 } })
        #expect(try #require(shown.firstIndex { $0.userID == 20 }) <= before + 2)
        // An answer brings its own notice forward, and comes behind it.
        fixture.model.open()
        let all = try #require(await fixture.chat.wait { $0.count == 2 * users.count + 1 })
        for user in users {
            let texts = all.filter { $0.userID == user }.map(\.text)
            #expect(texts == [Sentences(.en).stillWorking, "late after 0"])
        }
    }

    @Test(.proves("DLV-021", "DLV-022"))
    func `users are served side by side within the limit`() async throws {
        let users: [Int64] = [4, 5, 6, 7]
        let fixture = try await DeliveryFixture(holding: true, calls: 2, users: users)
        for user in users {
            try await fixture.send("first", from: user)
            try await fixture.send("second", from: user)
        }
        await fixture.model.prompts(2)
        #expect(fixture.delivery.turns.load.answering == 2)
        for answered in 1...8 {
            fixture.model.answer()
            if answered < 7 { await fixture.model.prompts(answered + 2) }
        }
        for user in users { #expect(await fixture.texts(user, count: 2) == ["first after 0", "second after 1"]) }
        #expect(fixture.model.mostAtATime == 2)
        // Nobody's second question is asked before everybody's first.
        #expect(
            fixture.model.prompts.map { $0.messages.last?.content } == Array(repeating: "first", count: 4)
                + Array(repeating: "second", count: 4)
        )
    }

    @Test(.proves("DLV-060", "DLV-020"))
    func `a start that comes late asks nothing twice`() async throws {
        let fixture = try await DeliveryFixture(holding: true)
        try await fixture.send("one")
        await fixture.model.prompts(1)
        // As when the database refused the first start.
        fixture.delivery.start()
        try await fixture.store.sql("SELECT 1")
        _ = try await fixture.store.read { transaction throws(StoreError) in try transaction.waitingUsers() }
        await fixture.delivery.turns.events.inOrder { _ in }
        try await fixture.send("two")
        fixture.model.answer()
        await fixture.model.prompts(2)
        fixture.model.open()
        #expect(await fixture.texts(count: 2) == ["one after 0", "two after 1"])
        #expect(fixture.model.prompts.map { $0.messages.last?.content } == ["one", "two"])
    }

    @Test(.proves("DLV-049"))
    func `a model call without an answer holds up no other`() async throws {
        let fixture = try await DeliveryFixture(holding: true, calls: 2)
        try await fixture.send("stuck", from: 5)
        await fixture.model.prompts(1)
        fixture.model.holdNoMore()
        for number in 0..<5 { try await fixture.send("q\(number)") }
        #expect(await fixture.texts(count: 5) == (0..<5).map { "q\($0) after \($0)" })
        // The last answer is on the screen a moment before the runner has looked for another question of its user.
        try await Patience.until { fixture.delivery.turns.load.answering == 1 }
    }

    @Test(.proves("DLV-023"))
    func `an answer is kept with its usage`() async throws {
        let fixture = try await DeliveryFixture(holding: true)
        try await fixture.send("q")
        await fixture.model.prompts(1)
        let usage = ModelAnswer.Usage(prompt: 11, completion: 3, total: 14)
        fixture.model.answer(.answered(ModelAnswer(text: "a", usage: usage)))
        #expect(await fixture.texts(count: 1) == ["a"])
        let context = try await fixture.context()
        #expect(context.conversation.exchanges == 1)
        #expect(context.conversation.lastReported?.total == 14)
        #expect(context.conversation.lastQuestion == .answered)
        #expect(!context.conversation.isAnswering)
        #expect(context.usage.days.first?.prompt == 11)
        #expect(context.usage.months.first?.completion == 3)
    }

    @Test(.proves("DLV-030"))
    func `stop ends the question, and the next follows`() async throws {
        let fixture = try await DeliveryFixture(holding: true)
        try await fixture.send("one")
        try await fixture.send("two")
        await fixture.model.prompts(1)
        try await fixture.apply(.stop)
        await fixture.model.prompts(2)
        #expect(fixture.model.cancelled == 1)
        fixture.model.open()
        #expect(await fixture.texts(count: 1) == ["two after 0"])
        try await fixture.send("three")
        #expect(await fixture.texts(count: 2) == ["two after 0", "three after 1"])
    }

    @Test(.proves("DLV-030", "DLV-033"))
    func `a stopped question can be asked again`() async throws {
        let fixture = try await DeliveryFixture(holding: true)
        try await fixture.send("one")
        await fixture.model.prompts(1)
        try await fixture.apply(.stop)
        #expect(try await fixture.context().conversation.lastQuestion == .unanswered)
        fixture.model.open()
        try await fixture.apply(.retry)
        #expect(await fixture.texts(count: 1) == ["one after 0"])
    }

    @Test(.proves("DLV-031"))
    func `clear ends what waits and nothing else`() async throws {
        let fixture = try await DeliveryFixture(holding: true)
        try await fixture.send("one")
        try await fixture.send("two")
        await fixture.model.prompts(1)
        try await fixture.apply(.clearConversation)
        try await fixture.send("three")
        await fixture.model.prompts(2)
        fixture.model.open()
        #expect(await fixture.texts(count: 1) == ["three after 0"])
        #expect(try await fixture.context().conversation.exchanges == 1)
    }

    @Test(.proves("DLV-030", "DLV-031"), arguments: [CommandEffect.stop, .clearConversation])
    func `the notice of a question given up is not posted`(effect: CommandEffect) async throws {
        let fixture = try await DeliveryFixture(holding: true)
        try await fixture.send("one")
        await fixture.model.prompts(1)
        // Until the effect, however long a busy machine takes to come to it.
        fixture.chat.plan(ChatMisbehaviour(.code(.tooFast), times: 1_000))
        let turns = fixture.delivery.turns
        turns.events.on { table in turns.handle(.late, of: 4, &table) }
        // The notice was refused and waits.
        try await Patience.until { try await fixture.attempts().contains { $0 > 0 } }
        try await fixture.apply(effect)
        fixture.chat.clearFaults()
        fixture.model.holdNoMore()
        try await fixture.send("two")
        #expect(await fixture.texts(count: 1) == ["two after 0"])
        await fixture.settled()
        #expect(fixture.chat.posts(to: 4).map(\.text) == ["two after 0"])
    }

    @Test(.proves("DLV-032"))
    func `a retry that meets the commit survives a failure of the disk`() async throws {
        let fixture = try await DeliveryFixture(holding: true)
        try await fixture.send("one")
        await fixture.model.prompts(1)
        try await fixture.store.sql(
            "CREATE TRIGGER turn BEFORE INSERT ON turns BEGIN SELECT RAISE(ABORT, 'not yet'); END"
        )
        fixture.model.answer()
        try await Patience.until { await fixture.isCommitting() }
        try await fixture.apply(.retry)
        try await fixture.store.sql("DROP TRIGGER turn")
        #expect(await fixture.texts(count: 1) == ["one after 0"])
        fixture.model.open()
        #expect(await fixture.texts(count: 2) == ["one after 0", "one after 0"])
    }

    @Test(.proves("DLV-034"))
    func `a retry that meets the commit is kept by it`() async throws {
        let fixture = try await StoreFixture()
        _ = try await fixture.accept(try fixture.store.message("one", post: 1))
        let next = try await fixture.store.read { transaction throws(StoreError) in
            try transaction.nextQuestion(of: 4)
        }
        let asked = try #require(next)
        let record = TurnRecord(
            outcome: .answered(ModelAnswer(text: "a")),
            dropped: 0,
            promptTokens: 1,
            toldTrimming: false,
            parts: ["a"]
        )
        let facts = TurnFacts(
            userID: 4,
            model: "gpt-4o-mini",
            server: "http://server",
            questionTokens: 5,
            now: 2,
            day: "2026-11-23"
        )
        let again = try await fixture.store.write { transaction throws(StoreError) in
            _ = try transaction.apply([.retry], for: 4, now: 1)
            _ = try transaction.commit(record, of: asked, facts)
            return try transaction.nextQuestion(of: 4)
        }
        #expect(again?.text == "one" && again?.id != asked.id)
    }

    @Test(.proves("DLV-032"))
    func `retry restarts the answer`() async throws {
        let fixture = try await DeliveryFixture(holding: true)
        try await fixture.send("one")
        await fixture.model.prompts(1)
        try await fixture.apply(.retry)
        await fixture.model.prompts(2)
        #expect(fixture.model.cancelled == 1)
        // What the first call still says is late.
        fixture.model.answer(.answered(ModelAnswer(text: "late")))
        fixture.model.open()
        #expect(await fixture.texts(count: 1) == ["one after 0"])
    }

    @Test(.proves("DLV-033"))
    func `retry drops the last answer`() async throws {
        let fixture = try await DeliveryFixture()
        try await fixture.send("one")
        try await fixture.send("two")
        #expect(await fixture.texts(count: 2)?.last == "two after 1")
        try await fixture.apply(.retry)
        #expect(await fixture.texts(count: 3)?.last == "two after 1")
        #expect(try await fixture.context().conversation.exchanges == 2)
    }

    @Test(.proves("DLV-060", "DLV-061"))
    func `a restart continues where it was`() async throws {
        let fixture = try await DeliveryFixture(holding: true)
        try await fixture.send("one")
        try await fixture.send("two")
        await fixture.model.prompts(1)
        try await fixture.restart()
        fixture.model.open()
        #expect(await fixture.texts(count: 2) == ["one after 0", "two after 1"])
        #expect(fixture.chat.posts(to: 4).count == 2)
    }

    @Test(.proves("DLV-061"))
    func `draining lets an answer end`() async throws {
        let fixture = try await DeliveryFixture(holding: true)
        try await fixture.send("one")
        await fixture.model.prompts(1)
        async let drained: Void = fixture.drain(seconds: Patience.seconds)
        fixture.model.answer()
        await drained
        let history = try await fixture.store.read { transaction throws(StoreError) in try transaction.history(of: 4) }
        #expect(history.map(\.answer) == ["one after 0"])
    }

    @Test(.proves("DLV-004"))
    func `an answer waits for the disk`() async throws {
        let fixture = try await DeliveryFixture(holding: true)
        try await fixture.send("one")
        await fixture.model.prompts(1)
        fixture.store.configure("PRAGMA query_only = ON")
        fixture.model.answer()
        await fixture.storeFailure()
        fixture.store.configure("PRAGMA query_only = OFF")
        #expect(await fixture.texts(count: 1) == ["one after 0"])
    }
}

extension DeliveryFixture {
    /// Whether an answer of user 4 is being written down.
    func isCommitting() async -> Bool {
        await delivery.turns.events.inOrder { $0.active[4]?.turn?.state == .committing }
    }

    /// Waits until a write has failed.
    func storeFailure() async {
        do { try await Patience.until { !store.health.isOK } } catch { Issue.record(error) }
    }
}
