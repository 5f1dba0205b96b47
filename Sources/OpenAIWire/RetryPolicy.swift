import Wire

/// When a failed request is repeated (OAI-050 to OAI-055): twice at most, after the server's wish or a growing pause.
public enum RetryPolicy {
    /// Repetitions of one request.
    public static let repetitions = 2
    /// Seconds: a longer wish of the server is not waited for.
    public static let longestWait = 120.0
    /// How many times longer the pause is where a server asks for fewer requests (OAI-059).
    public static let slowDown = 4.0
    /// Seconds: a longer wish counts as this one, so that it can be counted in whole seconds.
    public static let longestWish = 1e9

    /// Says when to repeat a request.
    ///
    /// - Parameters:
    ///   - error: what happened.
    ///   - attempt: requests so far, this one included.
    ///   - header: the answer's header fields, by name in lower case.
    ///   - now: the present, in seconds since 1970-01-01T00:00:00Z; the answer's own `date` goes before it.
    ///   - random: 0 ..< 1, so that many clients do not come back at once.
    /// - Returns: seconds, or `nil` for never.
    public static func wait(
        after error: APIError,
        attempt: Int,
        header: (String) -> String?,
        now: Int,
        random: Double
    ) -> Double? {
        guard attempt <= repetitions, header("x-should-retry")?.lowercased() != "false" else { return nil }
        let wish = wish(header, now: now)
        // A budget that is only spoken for comes back at a time that the server knows (OAI-055).
        let isBudget = error.status == 402 && error.class == .quota && wish != nil
        guard error.mayPass || isBudget else { return nil }
        if let wish { return wish <= longestWait ? wish : nil }
        let pause = min(0.5 * Double(1 << min(attempt - 1, 10)), 8)
        return pause * (error.asksToSlowDown ? slowDown : 1) * (1 - 0.25 * random)
    }

    /// The seconds that the server asks for, more than none, where it says so in a form that can be read.
    ///
    /// - Parameters:
    ///   - header: the answer's header fields, by name in lower case.
    ///   - now: the present, as for ``wait(after:attempt:header:now:random:)``.
    /// - Returns: seconds up to ``longestWish``, or `nil` without a wish, for one in the past and for one that makes no sense.
    public static func wish(_ header: (String) -> String?, now: Int) -> Double? {
        if let text = header("retry-after-ms"), let value = number(text) { return value / 1000 }
        guard let text = header("retry-after") else { return nil }
        if let value = number(text) { return value }
        guard let moment = HTTPDate.seconds(text, now: now) else { return nil }
        let present = header("date").flatMap { HTTPDate.seconds($0, now: now) } ?? now
        return positive(Double(moment - present))
    }

    /// A decimal number above zero; Swift would take hexadecimal ones, too.
    private static func number(_ text: String) -> Double? {
        text.utf8.contains { $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: "X") } ? nil : positive(Double(text))
    }

    private static func positive(_ value: Double?) -> Double? {
        guard let value, value.isFinite, value > 0 else { return nil }
        return min(value, longestWish)
    }
}
