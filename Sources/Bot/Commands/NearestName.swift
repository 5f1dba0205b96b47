/// Guesses which name was meant by a mistyped word.
package enum NearestName {
    /// The candidate with the fewest slips, the first of several; `nil` where it takes more than a third of the word's
    /// letters, or than `slips` for a short word.
    ///
    /// - Complexity: O(n·m) for each candidate.
    package static func of(_ word: String, in candidates: [String], slips: Int = 2) -> String? {
        let letters = Array(word)
        let ranked = candidates.map { (name: $0, distance: distance(letters, Array($0))) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(slips, letters.count / 3) && best.distance < letters.count ? best.name : nil
    }

    /// The number of letters to insert, remove, replace or swap with their neighbor that makes one word of another.
    ///
    /// Optimal string alignment: a swapped pair counts once, since that is the commonest slip of a typing hand.
    static func distance(_ first: [Character], _ second: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for row in first.indices {
            var current = [row + 1]
            for column in second.indices {
                let replaced = last[column] + (first[row] == second[column] ? 0 : 1)
                var best = min(replaced, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last[second.count]
    }
}
