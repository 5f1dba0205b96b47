/// Looks for the best place to end one part.
struct ReplyScan {
    /// A place where the part may end.
    struct Cut {
        let index: String.Index
        let place: ReplyPlace
        let units: Int
    }

    /// Kinds of places, the best first.
    private enum Rank: Int, CaseIterable {
        case paragraph
        case line
        case codeLine
        case sentence
        case word
        case grapheme
    }

    /// Below this limit blocks of code are cut like text: opening and closing them would leave no room.
    private static let smallestForFences = 200

    private let limit: Int
    private let tracksFences: Bool
    private var fence: CodeFence
    private var isWholeLine: Bool
    private var units: Int
    private var cuts: [Cut?] = Array(repeating: nil, count: Rank.allCases.count)
    /// What follows the last run of spaces that was looked past: the same for every place in it.
    private var seen: (end: String.Index, isFence: Bool)?

    init(from place: ReplyPlace, limit: Int) {
        self.limit = limit
        tracksFences = limit >= Self.smallestForFences
        fence = tracksFences ? place.fence : CodeFence()
        isWholeLine = place.isLineStart
        units = fence.open.map { $0.opening.utf16.count + 1 } ?? 0
    }

    /// The end of the part that begins with `rest`, which is not empty.
    ///
    /// - Complexity: O(limit), however long the text or its first grapheme is.
    mutating func cut(_ rest: Substring) -> Cut {
        let text = reach(of: rest)
        let cut = firstCut(in: text[...])
        let length = text.utf8.distance(from: text.startIndex, to: cut.index)
        let index = rest.utf8.index(rest.startIndex, offsetBy: length)
        return Cut(index: index, place: cut.place, units: cut.units)
    }

    private mutating func firstCut(in text: Substring) -> Cut {
        var line = text.startIndex
        var index = text.startIndex
        var isLink = false
        var wasBlank = false
        var isFence = isFenceLike(text, at: line)
        while index < text.endIndex {
            let character = text[index]
            let next = text.index(after: index)
            units += character.utf16.count
            if units + closing > limit { return best(text, index) }
            if character.isNewline {
                endLine(text[line..<index])
                isLink = false
                let closes = fence.open == nil || !isFence
                let isBlank = text[line..<index].allSatisfy(\.isWhitespace)
                if closes { record(rank(isBlank, wasBlank), next, isLineStart: true) }
                wasBlank = isBlank
                line = next
                isWholeLine = true
                isFence = isFenceLike(text, at: line)
            } else if !isFence || !isFenceLine(text[line..<next]), !isFenceLike(text, at: next) {
                if character == "<", text[index...].hasPrefix("<http") { isLink = true }
                if character == ">" { isLink = false }
                if !isLink { record(character, in: text, next) }
            }
            index = next
        }
        endLine(text[line...])
        if units + closing > limit { return best(text, index) }
        return Cut(index: text.endIndex, place: ReplyPlace(fence: fence, isLineStart: false), units: units)
    }

    /// What the end of a part costs here.
    private var closing: Int { fence.open.map { $0.length + 1 } ?? 0 }

    /// As much of the text as can matter to its first part: what fills it, and as much again to look ahead.
    ///
    /// Only the last grapheme of this may be cut, and it ends behind the part, so that its place is all that counts. A copy,
    /// because the end of a grapheme is looked for behind the end of a slice.
    private func reach(of rest: Substring) -> String {
        let scalars = rest.unicodeScalars
        let end = scalars.index(scalars.startIndex, offsetBy: 2 * limit + 8, limitedBy: scalars.endIndex)
        return String(rest[..<(end ?? rest.endIndex)])
    }

    /// Whether a part that begins at a place would seem to open or close a block of code; places must come in order.
    private mutating func isFenceLike(_ text: Substring, at place: String.Index) -> Bool {
        guard tracksFences else { return false }
        if let seen, place <= seen.end { return seen.isFence }
        let ahead = text[place...].drop { $0 == " " }
        let marks = ahead.prefix(3)
        let isFence = marks == "```" || marks == "~~~"
        seen = (ahead.startIndex, isFence)
        return isFence
    }

    /// Whether a part that ends with this much of a line would seem to open or close a block of code.
    private func isFenceLine(_ line: Substring) -> Bool {
        var probe = fence
        return probe.take(line)
    }

    private mutating func endLine(_ line: Substring) {
        if tracksFences, isWholeLine { _ = fence.take(line) }
    }

    /// A line end is worth more outside of code, and most where the text has an empty line.
    private func rank(_ isBlank: Bool, _ wasBlank: Bool) -> Rank {
        guard fence.open == nil else { return .codeLine }
        return isBlank || wasBlank ? .paragraph : .line
    }

    private mutating func record(_ rank: Rank, _ index: String.Index, isLineStart: Bool = false) {
        guard units + closing <= limit else { return }
        let place = ReplyPlace(fence: fence, isLineStart: isLineStart)
        cuts[rank.rawValue] = Cut(index: index, place: place, units: units)
    }

    private mutating func record(_ character: Character, in text: Substring, _ next: String.Index) {
        record(.grapheme, next)
        switch character {
        case "。", "！", "？", "…", "；": record(.sentence, next)
        case "，", "、", "：": record(.word, next)
        case " ", "\t", "\u{3000}":
            record(.word, next)
            let before = text[..<text.index(before: next)].last
            if let before, ".!?:;".contains(before) { record(.sentence, next) }
        default: break
        }
    }

    /// The best place so far: the first kind that fills half of the part, else the first that fills an eighth, else
    /// whatever there is.
    private func best(_ text: Substring, _ index: String.Index) -> Cut {
        for share in [2, 8, limit + 1] {
            for rank in Rank.allCases {
                if let cut = cuts[rank.rawValue], cut.units >= limit / share { return cut }
            }
        }
        return forced(text, index)
    }

    /// Where not even the first character fits: before this one, or after as many of its scalars as fit.
    private func forced(_ text: Substring, _ index: String.Index) -> Cut {
        let place = ReplyPlace(fence: fence, isLineStart: false)
        if index > text.startIndex { return Cut(index: index, place: place, units: units) }
        var taken = 0
        var end = text.startIndex
        let start = units - text[index].utf16.count
        for scalar in text.unicodeScalars {
            let width = scalar.value > 0xFFFF ? 2 : 1
            if taken > 0, start + taken + width + closing > limit { break }
            taken += width
            end = text.unicodeScalars.index(after: end)
        }
        return Cut(index: end, place: place, units: taken)
    }
}
