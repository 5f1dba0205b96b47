/// What keys, tokens and the URLs that hold them look like.
enum KeyShape {
    /// The fewest letters and digits of a key in the midst of a sentence, where names of models and files stand, too.
    private static let shortestInside = 20

    /// Whether a word is beyond doubt a key: long enough, with letters and digits.
    static func isKey(_ word: String) -> Bool {
        word.utf8.allSatisfy { (0x21...0x7E).contains($0) } && Letters(word.unicodeScalars.map(\.value)).isKey
    }

    /// Whether a text begins with a word that may be a key, or has one further on.
    ///
    /// With `prose` the name before it is nearly a word of English, so what follows may be the rest of a sentence.
    ///
    /// - Complexity: O(n).
    static func begins(_ text: Substring.UnicodeScalarView, prose: Bool) -> Bool {
        let words = text.split { $0.isInvisible || $0.properties.isWhitespace }
        guard let first = words.first else { return false }
        let run = first.prefix { $0.isPrintable }
        let letters = Letters(run.map(\.folded.value))
        if letters.count >= KeyGuard.shortestKey {
            guard prose, run.count == first.count, letters.isProse(run) else { return true }
            // "newuser registration numbers please" is a sentence; one long word alone is not.
            let following = words.dropFirst().prefix(2)
            guard following.count == 2, following.allSatisfy({ Letters($0.map(\.value)).isProse($0) }) else {
                return true
            }
        }
        return words.contains(where: holdsAddress) || words.contains(where: holdsKey)
    }

    private static func holdsAddress(_ word: Substring.UnicodeScalarView) -> Bool {
        String(word).contains("://") && String(word).contains("token=")
    }

    private static func holdsKey(_ word: Substring.UnicodeScalarView) -> Bool {
        word.split { !$0.isInKey }.contains { part in
            let letters = Letters(part.map(\.folded.value))
            let least = String(part.prefix(3)).lowercased() == "sk-" ? KeyGuard.shortestKey : shortestInside
            return letters.count >= least && letters.isKey
        }
    }

    /// The ASCII letters and digits of a word.
    private struct Letters {
        var letters = 0
        var digits = 0

        init(_ scalars: [UInt32]) {
            for scalar in scalars {
                switch scalar {
                case 0x30...0x39: digits += 1
                case 0x41...0x5A, 0x61...0x7A: letters += 1
                default: break
                }
            }
        }

        var count: Int { letters + digits }
        var isKey: Bool { count >= KeyGuard.shortestKey && letters > 0 && digits > 0 }

        /// A word of a language: letters, small but for the first, with the marks that stand in and behind a word.
        func isProse(_ word: Substring.UnicodeScalarView) -> Bool {
            letters > 0 && letters <= 20
                && word.dropFirst().allSatisfy { ("a"..."z").contains($0) || "'’-.,?!".unicodeScalars.contains($0) }
        }
    }
}

extension Unicode.Scalar {
    /// Visible, in ASCII or as its full-width twin.
    fileprivate var isPrintable: Bool { (0x21...0x7E).contains(folded.value) }

    fileprivate var isInKey: Bool {
        switch folded {
        case "a"..."z", "0"..."9", "-", "_": true
        default: false
        }
    }
}
