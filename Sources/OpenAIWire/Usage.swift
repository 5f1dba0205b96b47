public import Wire

/// The tokens that a server reports for one call (OAI-030).
public struct Usage: Sendable, Equatable {
    /// Tokens of the prompt.
    public var prompt: Int
    /// Tokens of the answer, reasoning included.
    public var completion: Int
    /// Both together, as reported.
    public var total: Int

    /// Creates a report.
    public init(prompt: Int, completion: Int, total: Int) {
        self.prompt = prompt
        self.completion = completion
        self.total = total
    }

    /// Reads `usage`; numbers may come as decimal strings, and a missing total is the sum.
    ///
    /// - Returns: `nil` where prompt or completion is missing.
    public init?(_ json: JSONValue?) {
        guard let prompt = Self.number(json, "prompt_tokens", "promptTokens"),
            let completion = Self.number(json, "completion_tokens", "completionTokens")
        else { return nil }
        self.prompt = prompt
        self.completion = completion
        total = Self.number(json, "total_tokens", "totalTokens") ?? prompt + completion
    }

    private static func number(_ json: JSONValue?, _ names: String...) -> Int? {
        for name in names {
            guard let value = json?[name] else { continue }
            // No context is a thousandth of this size; the sum of two such numbers cannot overflow.
            guard let number = value.int64 ?? value.string.flatMap(Int64.init), (0...1_000_000_000_000).contains(number)
            else { return nil }
            return Int(number)
        }
        return nil
    }
}
