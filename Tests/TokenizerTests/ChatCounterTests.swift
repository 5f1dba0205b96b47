import Foundation
import TestSupport
import Testing

@testable import Tokenizer

@Suite("ChatCounter", .alone)
struct ChatCounterTests {
    private struct Case: Decodable {
        struct Message: Decodable {
            let role: String
            let name: String?
            let content: String?
        }
        let model: String
        let messages: [Message]
        let tools: [String: Int]?
        let prompt: Int
        let formula: String

        enum CodingKeys: String, CodingKey {
            case model, messages, formula
            case tools = "no such member"
            case prompt = "prompt_tokens"
        }
    }

    @Test(
        .proves("TOK-030", "TOK-041")
    )
    func `role, name and content are each counted, and only the last part of a path names the model`() {
        let counter = ChatCounter(model: "openrouter/openai/gpt-4")
        #expect(counter.model.encoding == .cl100kBase && !counter.model.isEstimate)
        let role = "a role of many tokens"
        let tokens = Tokenizer.shared(.cl100kBase).count(role)
        #expect(tokens > 1)
        #expect(counter.tokens(role: role, content: "") == 3 + tokens)
    }

    @Test(.proves("TOK-030", "TOK-031", "TOK-033", "TOK-034"))
    func `answers that the API gave report what is counted`() throws {
        let data = try Data(contentsOf: Project.specs.appending(path: "tokens/chat-messages.json"))
        let raw = try #require(JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        var models: Set<String> = []
        for one in raw where one["formula"] as? String == "recorded" {
            let item = try JSONDecoder().decode(Case.self, from: JSONSerialization.data(withJSONObject: one))
            let messages = item.messages.map { (role: $0.role, name: $0.name, content: $0.content ?? "") }
            #expect(ChatCounter(model: item.model).prompt(messages) == item.prompt, "\(item.model): \(messages)")
            models.insert(item.model)
        }
        #expect(models.isSuperset(of: ["o3-mini-2025-01-31", "gpt-5-2025-08-07", "gpt-4o-2024-08-06"]))
    }

    @Test(
        .proves("TOK-030", "TOK-033"),
        arguments: [
            ("o3", 2), ("o3-mini-2025-01-31", 2), ("o4-mini", 2), ("o5", 2), ("gpt-5", 2), ("gpt-5.6-sol", 2),
            ("GPT-5-Nano", 2), ("openai/gpt-5-mini", 2), ("ft:o4-mini-2025-04-16:org::id", 2), ("gpt-6-sol", 2),
            ("gpt-7", 2), ("o1", 3), ("o1-mini", 3), ("o1-preview", 3), ("gpt-4o", 3), ("gpt-4.5-preview", 3),
            ("gpt-35-turbo", 3), ("gpt-3.5-turbo", 3), ("gpt-oss:20b", 3), ("llama3.2", 3), ("o", 3), ("gpt-", 3),
        ]
    )
    func `the reply costs 2 from o3 and GPT-5 on, and 3 before`(model: String, tokens: Int) {
        #expect(ChatCounter(model: model).prompt([]) == tokens)
    }

    @Test(
        .proves("TOK-031", "TOK-034")
    )
    func `a name costs 1 where it equals the role, and 1 more than its tokens elsewhere`() {
        let counter = ChatCounter(model: "gpt-4o")
        let bare = counter.tokens(role: "user", content: "hi")
        #expect(counter.tokens(role: "user", name: "user", content: "hi") == bare + 1)
        #expect(counter.tokens(role: "user", name: "User", content: "hi") == bare + 2)
        #expect(counter.tokens(role: "assistant", name: "user", content: "hi") == bare + 2)
        // In gpt-3.5-turbo-0301 a name replaces the role.
        let oldest = ChatCounter(model: "gpt-3.5-turbo-0301")
        #expect(
            oldest.tokens(role: "user", name: "user", content: "hi") == oldest.tokens(role: "user", content: "hi")
        )
    }

    @Test(.proves("TOK-030", "TOK-031", "TOK-032"))
    func `the published examples: 127, 129 and 124 tokens`() throws {
        let data = try Data(contentsOf: Project.specs.appending(path: "tokens/chat-messages.json"))
        let raw = try #require(JSONSerialization.jsonObject(with: data) as? [[String: Any]])
        var checked = 0
        for one in raw where one["formula"] as? String == "cookbook" && one["tools"] == nil && one["functions"] == nil {
            let item = try JSONDecoder().decode(Case.self, from: JSONSerialization.data(withJSONObject: one))
            let messages = item.messages.map { (role: $0.role, name: $0.name, content: $0.content ?? "") }
            #expect(ChatCounter(model: item.model).prompt(messages) == item.prompt, "\(item.model)")
            checked += 1
        }
        #expect(checked >= 6)
    }

    @Test(.proves("TOK-030"), arguments: ["gpt-4", "gpt-4o"])
    func `a greeting is 8 tokens in both encodings`(model: String) {
        #expect(ChatCounter(model: model).prompt([(role: "user", name: nil, content: "hi")]) == 8)
    }

    @Test(.proves("TOK-030"))
    func `a prompt is the sum of its messages and the primer`() {
        let counter = ChatCounter(model: "gpt-4o-mini")
        let one = (role: "user", name: String?.none, content: "你好")
        let two = (role: "assistant", name: String?.some("bot"), content: "Hello!")
        #expect(
            counter.prompt([one, two]) == counter.tokens(of: one) + counter.tokens(of: two) + 3
        )
    }
}

@Suite("Model", .alone)
struct ModelTests {
    @Test(
        .proves("TOK-040", "TOK-041"),
        arguments: [
            ("gpt-4o", Encoding.o200kBase, 128_000, 16_384), ("gpt-4o-mini-2024-07-18", .o200kBase, 128_000, 16_384),
            ("GPT-4o-2024-05-13", .o200kBase, 128_000, 4096), ("openai/gpt-4o", .o200kBase, 128_000, 16_384),
            ("ft:gpt-3.5-turbo-0613:org::id", .cl100kBase, 4096, 4096), ("gpt-4", .cl100kBase, 8192, 4096),
            ("gpt-4-0613", .cl100kBase, 8192, 4096), ("gpt-4-32k-0314", .cl100kBase, 32_768, 32_768),
            ("gpt-3.5-turbo-16k-0613", .cl100kBase, 16_385, 4096), ("gpt-35-turbo", .cl100kBase, 4096, 4096),
            ("gpt-4.1-nano", .o200kBase, 1_047_576, 32_768),
            ("o3-mini-2025-01-31", .o200kBase, 200_000, 100_000), ("gpt-5-chat-latest", .o200kBase, 128_000, 16_384),
            ("gpt-5-mini", .o200kBase, 400_000, 128_000), ("gpt-5.9", .o200kBase, 400_000, 128_000),
            ("gpt-oss:20b", .o200kBase, 131_072, 131_072), ("gpt-5.4", .o200kBase, 1_050_000, 128_000),
        ]
    )
    func `names, variants, providers and fine-tunes`(name: String, encoding: Encoding, window: Int, maxOutput: Int) {
        let model = Model.named(name)
        #expect(model.encoding == encoding)
        #expect(model.window == window)
        #expect(model.maxOutput == maxOutput)
        #expect(!model.isEstimate)
    }

    @Test(
        .proves("TOK-042"),
        arguments: ["llama3.2:latest", "qwen-plus", "deepseek-chat", "gpt-6-sol", "", "gpt-4omni"]
    )
    func `unknown names and other vocabularies are estimates`(name: String) {
        #expect(Model.named(name).isEstimate)
        #expect(Model.named(name).encoding == .o200kBase)
    }
    @Test(
        .proves("TOK-043"),
        arguments: [
            "o1", "o1-mini", "o1-preview", "o4", "o4-mini-2025-04-16", "gpt-6", "gpt-6-sol", "gpt-6.1", "gpt-6.7",
        ]
    )
    func `models of which too little is recorded are estimates that an answer can confirm`(name: String) {
        let model = Model.named(name)
        #expect(model.isEstimate && model.certainty == .unconfirmed && model.encoding == .o200kBase)
        #expect(model.window >= 128_000)
    }

    @Test(.proves("TOK-042"), arguments: ["qwen-plus", "llama3.2", ""])
    func `an answer cannot confirm another vocabulary`(name: String) {
        #expect(Model.named(name).certainty == .estimate)
    }
}
