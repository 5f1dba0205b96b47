import CVocabulary
import Foundation
import TestSupport

/// The twin the tokenizer is held to: slow, short, and written another way.
///
/// It splits by trying each alternative of the pattern in turn over an array of scalars, with classes read from
/// Specs/tokens/unicode-classes.json, and merges by looking for the lowest rank in a dictionary of byte strings.
struct NaiveTokenizer {
    private let ranks: [[UInt8]: UInt32]
    /// The ranks of tokens of two bytes, which are asked for most.
    private let pairs: [UInt32]
    private let isNewer: Bool
    /// The tokens of pieces that have come up: tests repeat many, and merging them again proves nothing.
    private var known: [[UInt8]: [UInt32]] = [:]

    /// The tokens come from the embedded table's plain list of bytes, whose SHA-256 the generator has checked.
    init(tokens: [[UInt8]], isNewer: Bool) {
        ranks = Dictionary(uniqueKeysWithValues: tokens.enumerated().map { ($1, UInt32($0)) })
        var pairs = [UInt32](repeating: .max, count: 1 << 16)
        for (token, rank) in ranks where token.count == 2 { pairs[Int(token[0]) << 8 | Int(token[1])] = rank }
        self.pairs = pairs
        self.isNewer = isNewer
    }

    mutating func encode(_ text: String) -> [UInt32] {
        var ids: [UInt32] = []
        for piece in pieces(text) {
            var bytes: [UInt8] = []
            for scalar in piece { bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter }
            guard 8..<200 ~= bytes.count else {
                ids += merge(bytes)
                continue
            }
            if let tokens = known[bytes] {
                ids += tokens
            } else {
                let tokens = merge(bytes)
                if known.count == 50_000 { known = [:] }
                known[bytes] = tokens
                ids += tokens
            }
        }
        return ids
    }

    private func rank(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        let start = bytes.startIndex
        return bytes.count == 2 ? pairs[Int(bytes[start]) << 8 | Int(bytes[start + 1])] : ranks[Array(bytes)] ?? .max
    }

    func merge(_ bytes: [UInt8]) -> [UInt32] {
        // What stands between two neighbouring bounds is a part; a cost is the rank of a part with the next.
        var bounds = Array(0...bytes.count)
        let cost = { (place: Int, bounds: [Int]) in rank(bytes[bounds[place]..<bounds[place + 2]]) }
        var costs = (0..<max(0, bytes.count - 1)).map { cost($0, bounds) }
        while let best = costs.min(), best < .max, let place = costs.firstIndex(of: best) {
            bounds.remove(at: place + 1)
            costs.remove(at: place)
            if place < costs.count { costs[place] = cost(place, bounds) }
            if place > 0 { costs[place - 1] = cost(place - 1, bounds) }
        }
        return zip(bounds, bounds.dropFirst()).map { rank(bytes[$0..<$1]) }
    }

    func pieces(_ text: String) -> [ArraySlice<Unicode.Scalar>] {
        var pieces: [ArraySlice<Unicode.Scalar>] = []
        var rest = Array(text.unicodeScalars)[...]
        while !rest.isEmpty {
            let length = isNewer ? newer(rest) : older(rest)
            pieces.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return pieces
    }

    /// cl100k_base, alternative by alternative.
    private func older(_ s: ArraySlice<Unicode.Scalar>) -> Int {
        if let n = contraction(s) { return n }
        let lead = isPrefix(s) ? 1 : 0
        let word = run(s.dropFirst(lead), .letter)
        if word > 0 { return lead + word }
        let whole = run(s, .letter)
        if whole > 0 { return whole }
        let digits = run(s, .number)
        if digits > 0 { return min(3, digits) }
        if let n = symbols(s, tail: "\r\n") { return n }
        let white = run(s, .space)
        if white == s.count { return white }
        return blank(s, white)
    }

    /// o200k_base, alternative by alternative, with the backtracking spelt out.
    private func newer(_ s: ArraySlice<Unicode.Scalar>) -> Int {
        for first in [small, capital] {
            for lead in isPrefix(s) ? [1, 0] : [0] {
                guard let word = first(s.dropFirst(lead)) else { continue }
                let end = lead + word
                return end + (contraction(s.dropFirst(end)) ?? 0)
            }
        }
        let digits = run(s, .number)
        if digits > 0 { return min(3, digits) }
        if let n = symbols(s, tail: "\r\n/") { return n }
        return blank(s, run(s, .space))
    }

    private func small(_ s: ArraySlice<Unicode.Scalar>) -> Int? {
        for capitals in stride(from: run(s, .upper), through: 0, by: -1) {
            let lower = run(s.dropFirst(capitals), .lower)
            if lower > 0 { return capitals + lower }
        }
        return nil
    }

    private func capital(_ s: ArraySlice<Unicode.Scalar>) -> Int? {
        let capitals = run(s, .upper)
        return capitals == 0 ? nil : capitals + run(s.dropFirst(capitals), .lower)
    }

    private func contraction(_ s: ArraySlice<Unicode.Scalar>) -> Int? {
        guard s.first == "'" else { return nil }
        let folded = s.dropFirst().prefix(2).map { $0.value == 0x17F ? "s" : Character($0).lowercased() }
        if let one = folded.first, ["s", "t", "d", "m"].contains(one) { return 2 }
        return ["ll", "ve", "re"].contains(folded.joined()) ? 3 : nil
    }

    private func symbols(_ s: ArraySlice<Unicode.Scalar>, tail: String) -> Int? {
        for lead in s.first == " " ? [1, 0] : [0] {
            let body = s.dropFirst(lead).prefix {
                !Self.has($0, .space) && !Self.has($0, .letter) && !Self.has($0, .number)
            }
            guard !body.isEmpty else { continue }
            let rest = s.dropFirst(lead + body.count).prefix { tail.unicodeScalars.contains($0) }
            return lead + body.count + rest.count
        }
        return nil
    }

    private func blank(_ s: ArraySlice<Unicode.Scalar>, _ white: Int) -> Int {
        if let newline = s.prefix(white).lastIndex(where: { $0 == "\r" || $0 == "\n" }) {
            return newline + 1 - s.startIndex
        }
        return white == s.count || white == 1 ? white : white - 1
    }

    private func isPrefix(_ s: ArraySlice<Unicode.Scalar>) -> Bool {
        guard let first = s.first, first != "\r", first != "\n" else { return false }
        return !Self.has(first, .letter) && !Self.has(first, .number)
    }

    private func run(_ s: ArraySlice<Unicode.Scalar>, _ kind: Kind) -> Int { s.prefix { Self.has($0, kind) }.count }

    // MARK: classes

    enum Kind: UInt8, CaseIterable {
        case letter, number, space, upper, lower

        /// The classes of unicode-classes.json that make it up.
        var classes: [String] {
            switch self {
            case .letter: ["L"]
            case .number: ["N"]
            case .space: ["White_Space"]
            case .upper: ["Lu", "Lt", "Lm", "Lo", "M"]
            case .lower: ["Ll", "Lm", "Lo", "M"]
            }
        }
    }

    static func has(_ scalar: Unicode.Scalar, _ kind: Kind) -> Bool {
        members[Int(scalar.value)] >> kind.rawValue & 1 == 1
    }

    private static let members: [UInt8] = {
        var members = [UInt8](repeating: 0, count: 0x110000)
        for kind in Kind.allCases {
            for range in kind.classes.flatMap({ classes[$0] ?? [] }) {
                for value in range[0]...range[1] { members[Int(value)] |= 1 << kind.rawValue }
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
