import Bot
import TestSupport
import Testing

@Suite struct ConversationCommandTests {
    @Test(.proves("CMD-050"))
    func `clear says what was cleared`() {
        let decision = type("/clear", .regular())
        #expect(decision.effects == [.clearConversation])
        #expect(decision.text == "Cleared 3 turns (6 messages), 120 tokens. The chat itself stays in Synology Chat.")
        let chinese = type("/clear", .regular(.zh).with { $0.conversation.exchanges = 1 })
        #expect(chinese.text?.hasPrefix("已清空 1 轮对话（2 条消息），共 120 token") == true)
        let during = type("/clear", .regular().with { $0.conversation.isAnswering = true })
        #expect(during.text?.hasSuffix("The answer being written was stopped.") == true)
        let empty = CommandContext.regular().with { $0.conversation = ConversationSummary() }
        #expect(type("/clear", empty).text?.contains("empty already (0 turns, 0 tokens)") == true)
        #expect(type("/clear", empty).effects == [.clearConversation], "a failed question must not come back")
        let first = type("/clear", empty.with { $0.conversation.isAnswering = true })
        #expect(first.text?.contains("was stopped") == true)
    }

    @Test(.proves("CMD-051", "CMD-052"))
    func `totaltoken adds up`() {
        let expected = """
            112 / 4096 tokens
            System prompt: 9
            History: 100 (2 turns)
            Room left: 3984 for question and reply (1024 kept for the reply)
            Encoding: o200k_base
            No longer sent: the oldest 1 turn.
            Last reported by the API: prompt 113, completion 20, total 133; counted here: prompt 112, difference +1
            """
        #expect(type("/totaltoken", .regular()).text == expected)
        let chinese = """
            112 / 4096 token
            系统提示：9
            对话历史：100（2 轮）
            剩余：3984（提问和回答合用，其中 1024 留给回答）
            编码：o200k_base
            最早的 1 轮已不再发送。
            上次接口报告：提问 113，回答 20，合计 133；本机计算提问 112，相差 +1
            """
        #expect(type("/totaltoken", .regular(.zh)).text == chinese)
        let empty = type("/totaltoken", .regular().with { $0.conversation = ConversationSummary() })
        #expect(
            empty.text?.hasPrefix("0 / 4096 tokens\nSystem prompt: 0\nHistory: 0 (0 turns)\nRoom left: 4096") == true
        )
        #expect(empty.text?.contains("reported") == false)
        let fewer = type(
            "/totaltoken",
            .regular().with {
                $0.conversation.lastReported = ReportedUsage(prompt: 1, completion: 2, total: 3, counted: 4)
            }
        )
        #expect(fewer.text?.hasSuffix("difference -3") == true)
        let full = type("/totaltoken", .regular().with { $0.conversation.tokensInWindow = 9_000 })
        #expect(full.text?.contains("Room left: 0 ") == true)
    }

    @Test(.proves("CMD-051", "CMD-066"))
    func `totaltoken and system go by the window that the model's server has stated`() {
        let stated = CommandContext.regular().with { $0.statedWindows = ["gpt-4o-mini": 512, "other": 64] }
        let text = type("/totaltoken", stated).text
        #expect(text?.hasPrefix("112 / 512 tokens\n") == true, "\(text ?? "")")
        #expect(text?.contains("Room left: 400 for question and reply (128 kept for the reply)") == true)
        let long = String(repeating: "word ", count: 390)
        #expect(type("/system \(long)", stated).effects == [])
        #expect(type("/system \(long)", .regular()).effects != [])
    }

    @Test(.proves("CMD-053"))
    func `estimates are marked`() {
        let context = CommandContext.regular().with {
            $0.conversation.isEstimate = true
            $0.usage.days = [.init(label: "2026-11-23", answers: 1, prompt: 10, completion: 5, isEstimate: true)]
        }
        let text = type("/totaltoken", context).text ?? ""
        for part in [
            "~112 / 4096", "prompt: ~9", "History: ~100", "left: ~3984", "(an estimate for this model",
            "here: prompt ~112",
        ] {
            #expect(text.contains(part), "\(part) is not in \(text)")
        }
        #expect(type("/clear", context).text?.contains("~120 tokens") == true)
        #expect(type("/usage", context).text?.contains("~15 tokens") == true)
        #expect(type("/totaltoken", context.with { $0.user?.language = .zh }).text?.contains("按此估算") == true)
    }

    @Test(.proves("CMD-054"))
    func `retry works on answered, failed and running questions`() {
        for last in [ConversationSummary.LastQuestion.answered, .unanswered] {
            let decision = type("/retry", .regular().with { $0.conversation.lastQuestion = last })
            #expect(decision.effects == [.retry])
            #expect(decision.text == "Trying again; the new answer will follow.")
        }
        let none = CommandContext.regular().with { $0.conversation = ConversationSummary() }
        #expect(
            type("/retry", none)
                == CommandDecision(answer: .text("There is nothing to retry. Send me a question first."))
        )
        #expect(type("/retry", none.with { $0.conversation.isAnswering = true }).effects == [.retry])
        let mute = type("/retry", .regular(user: { $0.botToken = nil }))
        #expect(mute.effects.isEmpty)
        #expect(mute.text?.contains("/setbotkey") == true)
    }

    @Test(.proves("CMD-111"))
    func `stop stops what runs`() {
        #expect(type("/stop", .regular()).effects.isEmpty)
        let running = CommandContext.regular().with { $0.conversation.isAnswering = true }
        #expect(type("/stop", running).effects == [.stop])
        #expect(type("/stop", running).text?.contains("/retry") == true)
        #expect(
            type("/stop", running.with { $0.conversation.waiting = 2 }).text?.hasSuffix("2 questions still waiting.")
                == true
        )
    }

    @Test(.proves("CMD-114"))
    func `usage goes by day and month`() {
        var usage = UsageSummary()
        usage.days = (1...9).map { .init(label: "2026-11-0\(10 - $0)", answers: $0, prompt: 10, completion: 5) }
        usage.months = (1...8).map { .init(label: "2026-0\(9 - $0)", answers: 2, prompt: 100, completion: 50) }
        let text = type("/usage", .regular().with { $0.usage = usage }).text ?? ""
        let lines = text.split(separator: "\n")
        #expect(lines.count == 2 + 7 + 6)
        #expect(lines[0] == "By day:")
        #expect(lines[1] == "2026-11-09  15 tokens (prompt 10, completion 5, 1 answer)")
        #expect(lines[8] == "By month:")
        #expect(lines[9] == "2026-08  150 tokens (prompt 100, completion 50, 2 answers)")
        let chinese = type("/usage", .regular(.zh).with { $0.usage = usage }).text ?? ""
        #expect(chinese.hasPrefix("按天：\n2026-11-09  15 token（提问 10，回答 5，1 次）"))
        #expect(type("/usage", .regular(.zh)).text?.contains("还没有用过") == true)
    }
}
