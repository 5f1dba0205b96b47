import CVocabulary
import Foundation
import TestSupport

/// The twin the tokenizer is held to: slow, short, and written another way.
///
/// It splits by trying each alternative of the pattern in turn over an array of scalars, with classes read from
/// Specs/tokens/unicode-classes.json, and merges by looking for the lowest rank in a dictionary of byte strings.
struct NaiveTokenizer {
    let ranks: [[UInt8]: UInt32]
    let isNewer: Bool

    /// The tokens come from the embedded table's plain list of bytes, whose SHA-256 the generator has checked.
    init(tokens: [[UInt8]], isNewer: Bool) {
        ranks = Dictionary(uniqueKeysWithValues: tokens.enumerated().map { ($1, UInt32($0)) })
        self.isNewer = isNewer
    }

    func encode(_ text: String) -> [UInt32] {
        pieces(text).flatMap { merge(Array(String(String.UnicodeScalarView($0)).utf8)) }
    }

    func merge(_ bytes: [UInt8]) -> [UInt32] {
        var parts = bytes.map { [$0] }
        while parts.count > 1 {
            let candidates = parts.indices.dropLast().compactMap { place in
                ranks[parts[place] + parts[place + 1]].map { (rank: $0, place: place) }
            }
            guard let best = candidates.min(by: { ($0.rank, $0.place) < ($1.rank, $1.place) }) else { break }
            parts.replaceSubrange(best.place...best.place + 1, with: [parts[best.place] + parts[best.place + 1]])
        }
        return parts.map { ranks[$0] ?? .max }
    }

    func pieces(_ text: String) -> [ArraySlice<Unicode.Scalar>] {
        let scalars = Array(text.unicodeScalars)
        var pieces: [ArraySlice<Unicode.Scalar>] = []
        var rest = scalars[...]
        while !rest.isEmpty {
            let length = isNewer ? newer(Array(rest.prefix(600))) : older(Array(rest.prefix(600)))
            pieces.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return pieces
    }

    /// cl100k_base, alternative by alternative; the texts of the tests have no piece beyond the window of 600.
    private func older(_ s: [Unicode.Scalar]) -> Int {
        if let n = contraction(s[...]) { return n }
        let lead = isPrefix(s[0]) ? 1 : 0
        let word = run(s.dropFirst(lead), "L")
        if word > 0 { return lead + word }
        let whole = run(s[...], "L")
        if whole > 0 { return whole }
        let digits = run(s[...], "N")
        if digits > 0 { return min(3, digits) }
        if let n = symbols(s, tail: "\r\n") { return n }
        let white = run(s[...], "White_Space")
        if white == s.count { return white }
        return blank(s, white)
    }

    /// o200k_base, alternative by alternative, with the backtracking spelt out.
    private func newer(_ s: [Unicode.Scalar]) -> Int {
        for first in [small, capital] {
            for lead in isPrefix(s[0]) ? [1, 0] : [0] {
                guard let word = first(s.dropFirst(lead)) else { continue }
                let end = lead + word
                return end + (contraction(s.dropFirst(end)) ?? 0)
            }
        }
        let digits = run(s[...], "N")
        if digits > 0 { return min(3, digits) }
        if let n = symbols(s, tail: "\r\n/") { return n }
        return blank(s, run(s[...], "White_Space"))
    }

    private func small(_ s: ArraySlice<Unicode.Scalar>) -> Int? {
        for capitals in stride(from: run(s, "UP"), through: 0, by: -1) {
            let lower = run(s.dropFirst(capitals), "LOW")
            if lower > 0 { return capitals + lower }
        }
        return nil
    }

    private func capital(_ s: ArraySlice<Unicode.Scalar>) -> Int? {
        let capitals = run(s, "UP")
        return capitals == 0 ? nil : capitals + run(s.dropFirst(capitals), "LOW")
    }

    private func contraction(_ s: ArraySlice<Unicode.Scalar>) -> Int? {
        guard s.first == "'" else { return nil }
        let folded = s.dropFirst().prefix(2).map { $0.value == 0x17F ? "s" : Character($0).lowercased() }
        if let one = folded.first, ["s", "t", "d", "m"].contains(one) { return 2 }
        return ["ll", "ve", "re"].contains(folded.joined()) ? 3 : nil
    }

    private func symbols(_ s: [Unicode.Scalar], tail: String) -> Int? {
        for lead in s[0] == " " ? [1, 0] : [0] {
            let body = s.dropFirst(lead).prefix {
                !Self.has($0, "White_Space") && !Self.has($0, "L") && !Self.has($0, "N")
            }
            guard !body.isEmpty else { continue }
            let rest = s.dropFirst(lead + body.count).prefix { tail.unicodeScalars.contains($0) }
            return lead + body.count + rest.count
        }
        return nil
    }

    private func blank(_ s: [Unicode.Scalar], _ white: Int) -> Int {
        if let newline = s.prefix(white).lastIndex(where: { $0 == "\r" || $0 == "\n" }) { return newline + 1 }
        return white == s.count || white == 1 ? white : white - 1
    }

    private func isPrefix(_ s: Unicode.Scalar) -> Bool {
        s != "\r" && s != "\n" && !Self.has(s, "L") && !Self.has(s, "N")
    }

    private func run(_ s: ArraySlice<Unicode.Scalar>, _ name: String) -> Int { s.prefix { Self.has($0, name) }.count }

    // MARK: classes

    private static let names = ["L", "N", "White_Space", "UP", "LOW"]

    static func has(_ scalar: Unicode.Scalar, _ name: String) -> Bool {
        guard let bit = names.firstIndex(of: name) else { return false }
        return members[Int(scalar.value)] >> UInt8(bit) & 1 == 1
    }

    private static let members: [UInt8] = {
        var members = [UInt8](repeating: 0, count: 0x110000)
        let parts = ["UP": ["Lu", "Lt", "Lm", "Lo", "M"], "LOW": ["Ll", "Lm", "Lo", "M"]]
        for (bit, name) in names.enumerated() {
            for range in (parts[name] ?? [name]).flatMap({ classes[$0] ?? [] }) {
                for value in range[0]...range[1] { members[Int(value)] |= 1 << UInt8(bit) }
            }
        }
        return members
    }()

    static let classes: [String: [[UInt32]]] = {
        guard let data = try? Data(contentsOf: Project.specs.appending(path: "tokens/unicode-classes.json")) else {
            return [:]
        }
        return (try? JSONDecoder().decode([String: [[UInt32]]].self, from: data)) ?? [:]
    }()
}
