/// Which exchanges of a conversation are sent with the next question, by token counts alone (CMD-060 to CMD-066).
///
/// A message is counted once, when it is written; here counts are only added and compared. An exchange is a question with
/// its answer, and is kept or dropped whole, the oldest first. What was dropped stays dropped: the window only moves
/// forward, so a server's prompt cache stays valid and each exchange is looked at once.
///
/// - Complexity: O(1) amortised per message, O(n) memory in the exchanges held.
public struct ContextWindow: Sendable, Equatable {
    /// What to send with a question.
    public enum Plan: Sendable, Equatable {
        /// Drop that many of the oldest exchanges and send the rest; the prompt then has exactly `promptTokens`.
        case send(dropping: Int, promptTokens: Int)
        /// The question alone does not fit: its own tokens, and the most that a question may have. Nothing is dropped.
        case tooLong(tokens: Int, limit: Int)
    }

    /// What prompt and reply may have.
    public private(set) var limits: WindowLimits
    /// Tokens that every message costs beside its text: 3 and its role's 1.
    public static let messageOverhead = 4

    private let system: Int
    private let replyPrimer: Int
    private var costs: [Int]
    private var head = 0
    private var sum: Int

    /// Creates the window of a conversation.
    ///
    /// - Parameters:
    ///   - window: tokens of prompt and reply together.
    ///   - reserve: tokens of those that the prompt must leave to the reply.
    ///   - systemTokens: the system prompt as a message with its overhead, 0 without one.
    ///   - replyPrimer: tokens that the beginning of the reply costs.
    ///   - exchanges: the tokens of each exchange (both messages with their overhead), the oldest first.
    public init(
        window: Int = 4096,
        reserve: Int = 1024,
        systemTokens: Int = 0,
        replyPrimer: Int = 3,
        exchanges: [Int] = []
    ) {
        limits = WindowLimits(window: window, reserve: reserve)
        system = systemTokens
        self.replyPrimer = replyPrimer
        costs = exchanges
        sum = exchanges.reduce(0, +)
    }

    /// The most tokens that a prompt may have.
    public var promptLimit: Int { limits.prompt }

    /// The exchanges held.
    public var count: Int { costs.count - head }

    /// The tokens of the exchanges held.
    public var tokens: Int { sum }

    /// The tokens of a prompt with the exchanges held and a question of `question` tokens (with its overhead).
    public func promptTokens(question: Int) -> Int { system + sum + question + replyPrimer }

    /// Decides what is sent with a question, without changing anything.
    ///
    /// - Parameter question: the tokens of the question with its overhead.
    /// - Returns: what to send, or why nothing can be.
    /// - Complexity: O(d) in the number of exchanges to be dropped.
    public func plan(question: Int) -> Plan {
        let room = promptLimit - system - replyPrimer
        guard question <= room else {
            return .tooLong(tokens: question - Self.messageOverhead, limit: max(0, room - Self.messageOverhead))
        }
        var kept = sum
        var first = head
        while kept + question > room {
            kept -= costs[first]
            first += 1
        }
        return .send(dropping: first - head, promptTokens: system + kept + question + replyPrimer)
    }

    /// Drops the oldest exchanges, at most as many as there are.
    ///
    /// - Returns: how many were dropped.
    @discardableResult
    public mutating func drop(_ number: Int) -> Int {
        let dropped = min(max(0, number), count)
        for index in head..<(head + dropped) { sum -= costs[index] }
        head += dropped
        if head > 32, head * 2 > costs.count {
            costs.removeFirst(head)
            head = 0
        }
        return dropped
    }

    /// Goes on within a window that the model's server has stated (CMD-066).
    public mutating func narrow(to stated: Int) { limits = limits.narrowed(to: stated) }

    /// Windows with the same exchanges are equal, however they came about.
    public static func == (first: ContextWindow, second: ContextWindow) -> Bool {
        first.limits == second.limits && first.system == second.system
            && first.replyPrimer == second.replyPrimer && first.costs[first.head...] == second.costs[second.head...]
    }
}
