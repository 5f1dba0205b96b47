/// The sums of a user's ledger.
public struct UsageSummary: Sendable, Equatable {
    /// The tokens of one day or one month.
    public struct Period: Sendable, Equatable {
        /// The day `2026-11-23` or the month `2026-11`, local time.
        public var label: String
        /// Answered questions.
        public var answers: Int
        /// Prompt tokens.
        public var prompt: Int
        /// Completion tokens.
        public var completion: Int
        /// True where at least one answer came without the server's usage, so that the count is the project's own.
        public var isEstimate: Bool

        /// Creates a period.
        public init(label: String, answers: Int, prompt: Int, completion: Int, isEstimate: Bool = false) {
            self.label = label
            self.answers = answers
            self.prompt = prompt
            self.completion = completion
            self.isEstimate = isEstimate
        }
    }

    /// The last days with any use, the latest first; at most 7 are shown.
    public var days: [Period] = []
    /// The last months with any use, the latest first; at most 6 are shown.
    public var months: [Period] = []

    /// No use at all.
    public init() {}
}
