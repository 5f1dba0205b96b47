/// Merging many windows of a long piece side by side.
///
/// Windows begin at equal distances, wherever the tokens before them end. Two that overlap are joined where a token of both
/// ends at the same place and the tokens beside it are a valid pair; so all neighbours are valid pairs, and the tokens are
/// those of the whole.
extension Merger {
    /// Bytes from one window to the next.
    private static let step = 22
    /// Bytes of a window that its tokens may take where no other window goes on.
    private static let most = Lane.most * 7 / 8
    /// Bytes that must be left of the piece.
    static let ahead = (AheadBuffer.windows - 1) * step + Lane.most + 1

    /// Appends the tokens of many windows from `piece` on; gives their bytes, or 0 where the first one is not a valid
    /// neighbor of the last token.
    ///
    /// - Precondition: `ahead` bytes of the piece are left, and seven more can be read.
    func mergeAhead(_ piece: UnsafePointer<UInt8>, _ tokens: inout [UInt32]) -> Int {
        let buffer = buffer
        unsafe lanes.merge(AheadBuffer.windows, { unsafe (start: piece + $0 * Self.step, length: Lane.most) }) {
            unsafe buffer.keep($0, $1)
        }
        if let before = tokens.last, !isPair(before, unsafe buffer.tokens(0)[0]) { return 0 }
        let first = tokens.count
        var (end, place) = (0, 0)
        for number in 0..<AheadBuffer.windows - 1 {
            let (own, next) = unsafe (buffer.tokens(number), buffer.tokens(number + 1))
            var (other, otherEnd) = (0, (number + 1) * Self.step)
            var isJoined = false
            while place < own.count, !isJoined {
                let token = unsafe own[place]
                tokens.append(token)
                end += vocabulary.length(of: token)
                place += 1
                while otherEnd < end, other < next.count {
                    unsafe otherEnd += vocabulary.length(of: next[other])
                    other += 1
                }
                isJoined = unsafe otherEnd == end && other < next.count && isPair(token, next[other])
            }
            guard isJoined else { return trim(&tokens, above: first, end, to: number * Self.step + Self.most) }
            place = other
        }
        let last = unsafe buffer.tokens(AheadBuffer.windows - 1)
        for place in place..<last.count {
            unsafe tokens.append(last[place])
            unsafe end += vocabulary.length(of: last[place])
        }
        return trim(&tokens, above: first, end, to: (AheadBuffer.windows - 1) * Self.step + Self.most)
    }

    /// Takes the last tokens away until they end within `limit` bytes or only one is left above `first`; gives their bytes.
    private func trim(_ tokens: inout [UInt32], above first: Int, _ end: Int, to limit: Int) -> Int {
        var end = end
        while end > limit, tokens.count > first + 1 { end -= vocabulary.length(of: tokens.removeLast()) }
        return end
    }
}
