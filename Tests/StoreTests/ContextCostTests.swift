import Bot
import ServiceSupport
import SynoWire
import TestSupport
import Testing

@testable import Store

/// What a command reads of a long conversation (DLV-054).
@Suite struct ContextCostTests {
    private static func fill(_ store: Store, turns: Int, encoding: String = "o200k_base") async throws {
        try await store.sql(
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(turns))
            INSERT INTO turns (user_id, question, answer, encoding, question_tokens, answer_tokens, answered_at)
            SELECT 4, 'question', printf('%.2000c', 'a'), '\(encoding)', 5, i, 0 FROM n
            """
        )
    }

    @Test(.proves("DLV-054"))
    func `counts are summed from the index, as the turns have them`() async throws {
        let fixture = try await StoreFixture()
        try await Self.fill(fixture.store, turns: 10)
        try await fixture.store.sql("UPDATE conversations SET first_turn = 8 WHERE user_id = 4")
        let summary = try await fixture.store.read { transaction throws(StoreError) in
            try transaction.context(user: 4, name: "", defaults: BotDefaults(), for: .totaltoken)
        }.conversation
        #expect(summary.exchanges == 10 && summary.exchangesInWindow == 3)
        #expect(summary.tokens == 50 + 55 && summary.tokensInWindow == 15 + 27)
        let plan = try await fixture.store.read { transaction throws(StoreError) in
            try transaction.database.rows(
                "EXPLAIN QUERY PLAN SELECT total(answer_tokens), total(encoding <> 'x') FROM turns WHERE user_id = 4"
            ) { $0.text(3) }
        }
        #expect(plan.contains { $0.contains("COVERING INDEX turns_counts") })
    }

    @Test(.proves("DLV-054"))
    func `turns of another encoding are counted anew, the others as they are`() async throws {
        let fixture = try await StoreFixture()
        try await Self.fill(fixture.store, turns: 2)
        try await Self.fill(fixture.store, turns: 1, encoding: "cl100k_base")
        let counter = MessageCounter(model: BotDefaults().model)
        let anew =
            counter.tokens(role: .user, "question")
            + counter.tokens(role: .assistant, String(repeating: "a", count: 2_000))
        let summary = try await fixture.store.read { transaction throws(StoreError) in
            try transaction.context(user: 4, name: "", defaults: BotDefaults())
        }.conversation
        #expect(summary.exchanges == 3 && summary.tokens == 6 + 7 + anew && summary.tokensInWindow == summary.tokens)
    }

    @Test(.proves("DLV-054"))
    func `a command that shows no counts does without their index`() async throws {
        let fixture = try await StoreFixture()
        try await fixture.store.sql("DROP INDEX turns_counts")
        for command in CommandName.allCases where !command.showsCounts {
            _ = try await fixture.store.read { transaction throws(StoreError) in
                try transaction.context(user: 4, name: "", defaults: BotDefaults(), for: command)
            }
        }
        await #expect(throws: StoreError.self) {
            try await fixture.store.read { transaction throws(StoreError) in
                try transaction.context(user: 4, name: "", defaults: BotDefaults(), for: .totaltoken)
            }
        }
    }
}
