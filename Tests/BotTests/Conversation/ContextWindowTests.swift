import Bot
import TestSupport
import Testing

@Suite struct ContextWindowTests {
    @Test(.proves("CMD-060", "CMD-061"))
    func `the limit is exact to the token`() {
        // 4096 - 1024 = 3072 for the prompt, of which 3 begin the reply and 12 are the system prompt.
        let window = ContextWindow(systemTokens: 12, exchanges: [1_000, 500, 57])
        #expect(window.promptLimit == 3_072)
        #expect(window.plan(question: 1_500) == .send(dropping: 0, promptTokens: 3_072))
        #expect(window.plan(question: 1_501) == .send(dropping: 1, promptTokens: 2_073))
        #expect(window.plan(question: 2_501) == .send(dropping: 2, promptTokens: 2_573))
        #expect(window.plan(question: 3_001) == .send(dropping: 3, promptTokens: 3_016))
        #expect(window.promptTokens(question: 5) == 12 + 1_557 + 5 + 3)
    }

    @Test(.proves("CMD-062", "CMD-063"))
    func `a question that does not fit by itself drops nothing`() {
        let window = ContextWindow(systemTokens: 12, exchanges: [10, 10])
        #expect(window.plan(question: 3_057) == .send(dropping: 2, promptTokens: 3_072))
        #expect(window.plan(question: 3_058) == .tooLong(tokens: 3_054, limit: 3_053))
        #expect(window.count == 2 && window.tokens == 20)
        #expect(ContextWindow(window: 10, reserve: 10).plan(question: 8) == .tooLong(tokens: 4, limit: 0))
    }

    @Test(.proves("CMD-060", "TOK-033"))
    func `the reply costs what it costs for the model`() {
        let window = ContextWindow(systemTokens: 12, replyPrimer: 2, exchanges: [1_000])
        #expect(window.promptTokens(question: 5) == 12 + 1_000 + 5 + 2)
        #expect(window.plan(question: 2_058) == .send(dropping: 0, promptTokens: 3_072))
        #expect(window.plan(question: 3_059) == .tooLong(tokens: 3_055, limit: 3_054))
        #expect(window != ContextWindow(systemTokens: 12, exchanges: [1_000]))
    }

    @Test func `dropping is bounded by what there is`() {
        var window = ContextWindow(exchanges: [1, 2, 3])
        #expect(window.drop(-1) == 0)
        #expect(window.drop(2) == 2)
        #expect(window.count == 1 && window.tokens == 3)
        #expect(window == ContextWindow(exchanges: [3]))
        #expect(window != ContextWindow(exchanges: [4]))
        #expect(window != ContextWindow(window: 8, reserve: 1, exchanges: [3]))
        #expect(window.drop(9) == 1)
        #expect(window.count == 0 && window.tokens == 0)
    }

    @Test(.proves("CMD-066"))
    func `a smaller window leaves the reply its share`() {
        let wanted = WindowLimits(window: 4_096, reserve: 1_024)
        #expect(wanted.narrowed(to: 2_048) == WindowLimits(window: 2_048, reserve: 512))
        #expect(wanted.narrowed(to: 4_095) == WindowLimits(window: 4_095, reserve: 1_023))
        for same in [4_096, 8_192, 0, -1] { #expect(wanted.narrowed(to: same) == wanted) }
        var window = ContextWindow(systemTokens: 12, exchanges: [500, 500])
        window.narrow(to: 1_000)
        #expect(window.promptLimit == 750)
        #expect(window.plan(question: 200) == .send(dropping: 1, promptTokens: 715))
        window.narrow(to: 8_000)
        #expect(window.promptLimit == 750)
    }

    /// The same rule, written the slow way: try every number of dropped exchanges, summing anew.
    private func twin(_ limit: Int, _ system: Int, _ exchanges: [Int], _ question: Int) -> ContextWindow.Plan {
        for dropping in 0...exchanges.count {
            let prompt = system + exchanges[dropping...].reduce(0, +) + question + 3
            if prompt <= limit { return .send(dropping: dropping, promptTokens: prompt) }
        }
        return .tooLong(tokens: question - 4, limit: max(0, limit - system - 3 - 4))
    }

    @Test(.proves("CMD-060", "CMD-061", "CMD-062"), arguments: 0..<40)
    func `long conversations go as their simple twin`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let size = Int.random(in: 40...5_000, using: &random)
        let reserve = size / Int.random(in: 3...5, using: &random)
        let system = Bool.random(using: &random) ? 0 : Int.random(in: 5...30, using: &random)
        var exchanges: [Int] = []
        var window = ContextWindow(window: size, reserve: reserve, systemTokens: system)
        for _ in 0..<300 {
            let question = Int.random(in: 5...(size / 2), using: &random)
            let expected = twin(size - reserve, system, exchanges, question)
            #expect(window.plan(question: question) == expected)
            guard case .send(let dropping, let prompt) = expected else { continue }
            window.drop(dropping)
            exchanges.removeFirst(dropping)
            #expect(window.promptTokens(question: question) == prompt)
            let answer = Int.random(in: 5...max(6, reserve), using: &random)
            let left = ContextWindow(window: size, reserve: reserve, systemTokens: system, exchanges: exchanges)
            #expect(window == left)
            exchanges.append(question + answer)
            window = ContextWindow(window: size, reserve: reserve, systemTokens: system, exchanges: exchanges)
            #expect(window.count == exchanges.count && window.tokens == exchanges.reduce(0, +))
        }
    }
}
