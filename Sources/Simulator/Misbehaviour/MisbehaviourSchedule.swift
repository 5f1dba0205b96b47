import Wire

/// Which of the calls that a planned misbehaviour could hit it does hit.
package struct MisbehaviourSchedule: Sendable, Equatable {
    /// What becomes of a call.
    enum Verdict: Sendable, Equatable {
        /// It is hit.
        case hit
        /// It goes through, and no later misbehaviour is asked.
        case pass
        /// This misbehaviour leaves it to the next one.
        case leave
    }

    /// How many calls it hits still.
    private(set) var times: Int
    /// How many calls go through before the first that it can hit.
    private var after: Int
    /// The share of calls that it hits, from 0 to 1.
    private let probability: Double
    private var state: UInt64

    /// Creates a schedule.
    ///
    /// - Parameters:
    ///   - times: how many calls are hit.
    ///   - after: how many calls go through first.
    ///   - probability: the share of the calls after these that is hit, from 0 to 1.
    ///   - seed: the same seed gives the same calls.
    package init(times: Int = 1, after: Int = 0, probability: Double = 1, seed: UInt64 = 0) {
        self.times = times
        self.after = after
        self.probability = probability
        // A state of zero would stay zero.
        state = (seed &+ 1) &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    /// Reads `times` (1; without end where there is a probability), `after` (0), `probability` (1) and `seed` (0).
    ///
    /// - Returns: `nil` where one of them is invalid.
    init?(_ members: JSONObject) {
        func number(_ name: String, _ fallback: Int64, _ range: ClosedRange<Int64>) -> Int64? {
            guard let value = members[name] else { return fallback }
            return value.int64.flatMap { range.contains($0) ? $0 : nil }
        }
        let share = members["probability"]
        let probability = share == nil ? 1 : share?.number?.double
        let times = number("times", share == nil ? 1 : .max, 1...(.max))
        guard let probability, (0...1).contains(probability), let times, let after = number("after", 0, 0...(.max)),
            let seed = number("seed", 0, 0...(.max))
        else { return nil }
        self.init(times: Int(times), after: Int(after), probability: probability, seed: UInt64(seed))
    }

    /// Judges the next call.
    mutating func next() -> Verdict {
        guard after == 0 else {
            after -= 1
            return .pass
        }
        guard probability == 1 || random() < probability else { return .leave }
        times -= 1
        return .hit
    }

    /// The next number from 0 up to 1: xorshift64*.
    ///
    /// Source: S. Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled", 2016.
    private mutating func random() -> Double {
        state ^= state >> 12
        state ^= state << 25
        state ^= state >> 27
        return Double((state &* 0x2545_F491_4F6C_DD1D) >> 11) * 0x1p-53
    }
}
