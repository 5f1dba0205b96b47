import Bot

/// Guesses what was meant by a mistyped word.
enum Nearest {
    /// The candidate with the fewest slips, where they are at most a third of the word's letters and two at least.
    static func of(_ word: String, in candidates: [String]) -> String? {
        let letters = Array(word)
        let ranked = candidates.map { (name: $0, slips: EditDistance.between(letters, Array($0))) }
        guard let best = ranked.min(by: { $0.slips < $1.slips }), best.slips <= max(2, letters.count / 3) else {
            return nil
        }
        return best.slips < letters.count ? best.name : nil
    }
}
