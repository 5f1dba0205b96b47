import Bot
import ServiceSupport
import TestSupport
import Testing

@testable import Service
@testable import Store

/// When the `~` of a model of which too little is recorded goes.
@Suite struct ConfirmedCountTests {
    private static func defaults(_ model: String, at server: String = "https://api.openai.com/v1") -> BotDefaults {
        var defaults = BotDefaults()
        defaults.model = model
        defaults.apiBase = server
        return defaults
    }

    private static func isEstimate(_ store: Store, _ defaults: BotDefaults, user: Int64 = 4) async throws -> Bool {
        try await store.read { transaction throws(StoreError) in
            try transaction.context(user: user, name: "", defaults: defaults).conversation.isEstimate
        }
    }

    /// Has a question answered whose prompt was counted as 100 tokens.
    private static func answer(_ fixture: StoreFixture, _ post: Int64, _ model: String, reported: Int?) async throws {
        _ = try await fixture.accept(try fixture.store.message("one", post: post))
        let usage = reported.map { ModelAnswer.Usage(prompt: $0, completion: 1, total: $0 + 1) }
        let record = TurnRecord(
            outcome: .answered(ModelAnswer(text: "a", usage: usage)),
            dropped: 0,
            promptTokens: 100,
            toldTrimming: false,
            parts: ["a"]
        )
        let facts = TurnFacts(
            userID: 4,
            model: model,
            server: defaults(model).apiBase,
            questionTokens: 5,
            now: 2,
            day: "2026-11-23"
        )
        try await fixture.store.write { transaction throws(StoreError) in
            guard let question = try transaction.nextQuestion(of: 4) else { return }
            _ = try transaction.commit(record, of: question, facts)
        }
    }

    @Test(.proves("TOK-043", "CMD-053"), arguments: ["o1", "o4-mini", "gpt-6-sol"])
    func `one answer that reports what was counted takes the mark away`(model: String) async throws {
        let fixture = try await StoreFixture()
        let defaults = Self.defaults(model)
        #expect(try await Self.isEstimate(fixture.store, defaults))
        try await Self.answer(fixture, 1, model, reported: 101)
        try await Self.answer(fixture, 2, model, reported: nil)
        #expect(try await Self.isEstimate(fixture.store, defaults))
        try await Self.answer(fixture, 3, model, reported: 100)
        #expect(try await !Self.isEstimate(fixture.store, defaults))
        // Of every user, also of one who is not known yet, and after a restart; of this server and model alone.
        #expect(try await !Self.isEstimate(fixture.store, defaults, user: 5))
        #expect(try await !Self.isEstimate(fixture.store, defaults, user: 6))
        #expect(try await Self.isEstimate(fixture.store, Self.defaults(model, at: "http://other/v1")))
        #expect(try await Self.isEstimate(fixture.store, Self.defaults("gpt-6.1")))
        fixture.store.close()
        let again = try Store.open(directory: fixture.folder.path)
        defer { again.close() }
        #expect(try await !Self.isEstimate(again, defaults))
    }

    @Test(.proves("TOK-042"))
    func `an answer that agrees by chance proves nothing of another vocabulary`() async throws {
        let fixture = try await StoreFixture()
        try await Self.answer(fixture, 1, "qwen-plus", reported: 100)
        #expect(try await Self.isEstimate(fixture.store, Self.defaults("qwen-plus")))
        #expect(try await !Self.isEstimate(fixture.store, Self.defaults("gpt-4o-mini")))
    }

    @Test(.proves("CMD-051", "TOK-033"))
    func `totaltoken counts the reply as the model does`() async throws {
        let fixture = try await StoreFixture()
        try await Self.answer(fixture, 1, "gpt-5-mini", reported: 100)
        for (model, primer) in [("gpt-5-mini", 2), ("gpt-4o-mini", 3)] {
            let defaults = Self.defaults(model)
            let conversation = try await fixture.store.read { transaction throws(StoreError) in
                try transaction.context(user: 4, name: "", defaults: defaults).conversation
            }
            #expect(conversation.promptTokens == conversation.tokensInWindow + primer)
        }
    }

    @Test(.proves("TOK-043"))
    func `the engine confirms by the server that it asked`() async throws {
        let fixture = try await DeliveryFixture(holding: true)
        try await fixture.store.sql("UPDATE users SET model = 'gpt-6-sol' WHERE id = 4")
        try await fixture.send("hi")
        await fixture.model.prompts(1)
        // 3 and the role's 1 and 1 for the question, 2 for the reply.
        let usage = ModelAnswer.Usage(prompt: 7, completion: 1, total: 8)
        #expect(try await fixture.context().conversation.isEstimate)
        fixture.model.answer(.answered(ModelAnswer(text: "Hello!", usage: usage)))
        #expect(await fixture.texts(count: 1) == ["Hello!"])
        #expect(try await !fixture.context().conversation.isEstimate)
    }
}
