import Bot
import ServiceSupport
import Simulator
import SynoWire
import TestSupport
import Testing

@testable import Service
@testable import Store

@Suite struct DeliveryPostTests {
    private static let long = (0..<400).map { "word\($0)" }.joined(separator: " ")

    @Test(.proves("DLV-045"))
    func `a post that came too fast waits and is sent again`() async throws {
        let fixture = try await DeliveryFixture()
        fixture.chat.plan(ChatMisbehaviour(.code(.tooFast)))
        try await fixture.send("one")
        try await fixture.send("two")
        #expect(await fixture.texts(count: 2) == ["one after 0", "two after 1"])
        // The last exchange is written down after its answer has gone out.
        try await Patience.until("the last exchange") { fixture.chat.exchanges.count == 3 }
    }

    @Test(.proves("DLV-045"))
    func `a post that is too long is halved before what follows`() async throws {
        let fixture = try await DeliveryFixture(holding: true, textLimit: 500)
        try await fixture.send("one")
        try await fixture.send("two")
        await fixture.model.prompts(1)
        fixture.model.answer(.answered(ModelAnswer(text: Self.long)))
        fixture.model.open()
        let shown = try #require(
            await fixture.chat.wait { entries in entries.contains { $0.text.hasPrefix("two after") } }
        ).map(\.text)
        #expect(shown.last?.hasPrefix("two after") == true)
        #expect(shown.dropLast().joined(separator: " ").split(separator: " ").joined(separator: " ") == Self.long)
    }

    @Test(.proves("DLV-046"), arguments: [SynoErrorCode.badToken, .unknownUser, .noTarget])
    func `a refusal is reported with the next command`(code: SynoErrorCode) async throws {
        let fixture = try await DeliveryFixture(holding: true)
        try await fixture.send("one")
        try await fixture.send("two")
        await fixture.model.prompts(1)
        fixture.chat.plan(ChatMisbehaviour(.code(code)))
        fixture.model.answer(.answered(ModelAnswer(text: Self.long)))
        await fixture.model.prompts(2)
        fixture.model.open()
        // The second answer comes; nothing of the first does.
        #expect(await fixture.texts(count: 1)?.first?.hasPrefix("two after 1") == true)
        let told = try await fixture.context().undelivered
        #expect(told == [.badToken: .token, .unknownUser: .user, .noTarget: .target][code])
        try await fixture.apply(.forgetDeliveryFailure)
        #expect(try await fixture.context().undelivered == nil)
    }

    @Test(.proves("DLV-044"))
    func `a broken connection doubles one part at most`() async throws {
        let fixture = try await DeliveryFixture()
        fixture.chat.plan(ChatMisbehaviour(.dropAfter))
        try await fixture.send("one")
        try await fixture.send("two")
        #expect(await fixture.texts(count: 3) == ["one after 0", "one after 0", "two after 1"])
    }

    @Test(
        .proves("DLV-044", "DLV-048"),
        arguments: [ChatMisbehaviour.Kind.dropAfter, .html(status: 504)]
    )
    func `an unknown outcome is marked`(kind: ChatMisbehaviour.Kind) async throws {
        let fixture = try await DeliveryFixture()
        try await fixture.store.sql("CREATE TABLE marks (state INTEGER, unknowns INTEGER)")
        try await fixture.store.sql(
            """
            CREATE TRIGGER mark AFTER UPDATE ON outbox WHEN new.state <> 1
            BEGIN INSERT INTO marks VALUES (new.state, new.unknowns); END
            """
        )
        fixture.chat.plan(ChatMisbehaviour(kind))
        try await fixture.send("one")
        #expect(await fixture.chat.wait { $0.last?.text == "one after 0" } != nil)
        await fixture.settled()
        let marks = try await fixture.store.read { transaction throws(StoreError) in
            try transaction.database.rows("SELECT state, unknowns FROM marks") { [$0.int(0), $0.int(1)] }
        }
        #expect(marks == [[2, 1]])
    }

    @Test(.proves("DLV-044", "DLV-043"))
    func `what was under way is sent again after a restart`() async throws {
        let fixture = try await DeliveryFixture()
        fixture.chat.plan(ChatMisbehaviour(.hangAfter))
        try await fixture.send("one")
        #expect(await fixture.texts(count: 1) == ["one after 0"])
        #expect(try await fixture.states() == [1])
        try await fixture.restart()
        #expect(await fixture.texts(count: 2) == ["one after 0", "one after 0"])
    }

    @Test(.proves("DLV-061", "DLV-044"))
    func `a shutdown waits until a post's outcome is written`() async throws {
        let fixture = try await DeliveryFixture()
        // The part is posted, but its end cannot be written.
        try await fixture.store.sql(
            "CREATE TRIGGER refuse BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'not yet'); END"
        )
        try await fixture.send("one")
        #expect(await fixture.texts(count: 1) == ["one after 0"])
        let left = Task { [delivery = fixture.delivery, store = fixture.store] in
            await withCheckedContinuation { continuation in
                delivery.drain(seconds: Patience.seconds) {
                    store.read { transaction throws(StoreError) in
                        try transaction.database.number("SELECT count(*) FROM outbox")
                    } completion: { result in
                        continuation.resume(returning: try? result.get())
                    }
                }
            }
        }
        // A shutdown that does not wait has ended by then, and finds the part.
        await Patience.aWhile()
        try await fixture.store.sql("DROP TRIGGER refuse")
        #expect(await left.value == 0)
    }

    @Test(.proves("DLV-044", "DLV-041"))
    func `nothing is posted while the end of the post before is not written`() async throws {
        let fixture = try await DeliveryFixture()
        try await fixture.store.sql(
            """
            CREATE TRIGGER refuse BEFORE DELETE ON outbox WHEN old.user_id = 4
            BEGIN SELECT RAISE(ABORT, 'not yet'); END
            """
        )
        try await fixture.send("one")
        #expect(await fixture.texts(count: 1) == ["one after 0"])
        try await fixture.send("two", from: 5)
        // Posted now, two parts would be under way as far as a crash leaves the database.
        await Patience.aWhile()
        #expect(try await fixture.states() == [1, 0])
        try await fixture.store.sql("DROP TRIGGER refuse")
        #expect(await fixture.texts(5, count: 1) == ["two after 0"])
        #expect(fixture.chat.posts(to: 4).count == 1)
    }

    @Test(.proves("DLV-047"))
    func `a NAS that is away is tried again`() async throws {
        let fixture = try await DeliveryFixture()
        fixture.chat.plan(ChatMisbehaviour(.html(status: 502)), ChatMisbehaviour(.code(.noSuchAPI)))
        try await fixture.send("one")
        #expect(await fixture.texts(count: 1) == ["one after 0"])
        try await Patience.until("the refused exchanges") { fixture.chat.exchanges.count >= 3 }
    }

    @Test(.proves("DLV-041"))
    func `posts to one NAS keep the interval, whatever user they are for`() async throws {
        let fixture = try await DeliveryFixture(users: [4, 5, 6], sendInterval: 0.15)
        // Chat refuses what comes sooner; a millisecond is given away to rounding.
        fixture.chat.configure { $0.postInterval = 0.149 }
        for user: Int64 in [4, 5, 6] {
            for number in 0..<2 { try await fixture.send("q\(number)", from: user) }
        }
        try #require(await fixture.chat.wait { $0.count == 6 } != nil)
        // The last exchange is written down after its answer has gone out.
        try await Patience.until("the last exchange") { fixture.chat.exchanges.count >= 6 }
        #expect(fixture.chat.exchanges.count == 6)
    }

    @Test(.proves("DLV-051"))
    func `nothing is remembered of a NAS that has everything`() async throws {
        let fixture = try await DeliveryFixture(sendInterval: 0.1)
        for (number, host) in ["127.0.0.1", "localhost", "LOCALHOST"].enumerated() {
            try await fixture.add(4, at: fixture.chat.baseURL.replacing("127.0.0.1", with: host))
            try await fixture.send("q\(number)")
            #expect(await fixture.texts(count: number + 1) != nil)
        }
        await fixture.settled()
        try await Patience.until { await fixture.isEmpty() }
    }

    @Test(.proves("DLV-042", "DLV-041"))
    func `a NAS that hangs holds up no other`() async throws {
        let hanging = try await DeliveryFixture()
        let fixture = try await DeliveryFixture()
        hanging.chat.plan(ChatMisbehaviour(.hang, times: 100))
        try await fixture.add(5, at: hanging.chat.baseURL)
        try await fixture.send("stuck", from: 5)
        await fixture.model.prompts(1)
        for number in 0..<5 { try await fixture.send("q\(number)") }
        // The one that hangs does so to the end of the test.
        #expect(await fixture.texts(count: 5) != nil)
        #expect(hanging.chat.posts(to: 5).isEmpty)
    }
}

extension DeliveryFixture {
    /// Whether nothing is held of any user, NAS or question.
    func isEmpty() async -> Bool {
        let turns = await delivery.turns.events.inOrder { $0.active.isEmpty && $0.waiting.isEmpty }
        let posts = await delivery.posts.events.inOrder { $0.lanes.isEmpty && $0.stages.isEmpty && $0.nudged.isEmpty }
        return turns && posts
    }

    /// Waits until no part is left to be posted.
    func settled() async {
        do {
            try await Patience.until("the last post's end") { try await attempts() == [] }
        } catch { Issue.record(error) }
    }

    /// The state of each part that is not delivered.
    func states() async throws -> [Int] {
        try await store.read { transaction throws(StoreError) in
            try transaction.database.rows("SELECT state FROM outbox ORDER BY id") { $0.int(0) }
        }
    }

    /// Failed attempts of each part that is not delivered.
    func attempts() async throws -> [Int] {
        try await store.read { transaction throws(StoreError) in
            try transaction.database.rows("SELECT failures FROM outbox ORDER BY id") { $0.int(0) }
        }
    }
}
