/// The usage that a server reported, beside the project's own count of the same request.
public struct ReportedUsage: Sendable, Equatable {
    /// `usage.prompt_tokens`.
    public var prompt: Int
    /// `usage.completion_tokens`.
    public var completion: Int
    /// `usage.total_tokens`.
    public var total: Int
    /// The prompt as it was counted here before it was sent.
    public var counted: Int

    /// Creates a report.
    public init(prompt: Int, completion: Int, total: Int, counted: Int) {
        self.prompt = prompt
        self.completion = completion
        self.total = total
        self.counted = counted
    }
}
