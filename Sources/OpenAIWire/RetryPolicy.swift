/// When a failed request is repeated (OAI-050 to OAI-053): twice at most, after the server's wish or a growing pause.
public enum RetryPolicy {
    /// Repetitions of one request.
    public static let repetitions = 2
    /// Seconds: a longer wish of the server is not waited for.
    public static let longestWait = 120.0

    /// Says when to repeat a request.
    ///
    /// - Parameters:
    ///   - error: what happened.
    ///   - attempt: requests so far, this one included.
    ///   - header: the answer's header fields, by name in lower case.
    ///   - random: 0 ..< 1, so that many clients do not come back at once.
    /// - Returns: seconds, or `nil` for never.
    public static func wait(
        after error: APIError,
        attempt: Int,
        header: (String) -> String?,
        random: Double
    ) -> Double? {
        guard attempt <= repetitions, error.mayPass, header("x-should-retry") != "false" else { return nil }
        if let wish = wish(header) { return wish <= longestWait ? wish : nil }
        let pause = min(0.5 * Double(1 << min(attempt - 1, 10)), 8)
        return pause * (1 - 0.25 * random)
    }

    /// The seconds that the server asks for, where it says so in a form that can be read.
    public static func wish(_ header: (String) -> String?) -> Double? {
        if let text = header("retry-after-ms"), let value = Double(text), value.isFinite, value >= 0 {
            return value / 1000
        }
        guard let text = header("retry-after"), let value = Double(text), value.isFinite, value >= 0 else { return nil }
        return value
    }
}
