import Dispatch
import TestSupport
import Testing

@testable import Service

@Suite struct EngineTimerTests {
    private final class Held: Sendable {}

    private final class Watch: Sendable {
        weak let held: Held?
        init(_ held: Held) { self.held = held }
    }

    @Test(.proves("DLV-051"))
    func `a timer that is let go frees what it holds`() async throws {
        let queue = DispatchQueue(label: "timer")
        func make() -> (EngineTimer, Watch) {
            let held = Held()
            return (EngineTimer(milliseconds: 3_600_000, on: queue) { [held] in _ = held }, Watch(held))
        }
        func watch() -> Watch { make().1 }
        let (timer, kept) = make()
        let freed = watch()
        try await Patience.until { freed.held == nil }
        #expect(kept.held != nil)
        withExtendedLifetime(timer) {}
    }

    @Test(.proves("DLV-051"))
    func `a question's timer ends with it`() async throws {
        let fixture = try await DeliveryFixture(holding: true)
        try await fixture.send("one")
        await fixture.model.prompts(1)
        let turns = fixture.delivery.turns
        let isSet = await turns.events.inOrder { $0.active[4]?.lateNotice != nil }
        #expect(isSet)
        fixture.model.answer()
        #expect(await fixture.texts(count: 1) == ["one after 0"])
        try await Patience.until { await fixture.isEmpty() }
    }
}
