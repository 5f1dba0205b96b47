/// Byte-pair merging of one piece: the lowest rank first, the leftmost of equals first.
///
/// A long piece is merged in windows. The tokens of a window are accepted except its last ones, the next window begins
/// where they end, and the joint is kept only if the two tokens beside it are a valid pair: a sequence whose neighbours
/// are all valid pairs is the encoding of the whole (github/rust-gems, crates/bpe, README "Backtracking"). So time is
/// linear in the piece, and memory is bounded by the window.
@safe
struct Merger {
    let vocabulary: Vocabulary
    private let workspace: Workspace
    private let symbols: MergeBuffer
    /// Symbols in a first window.
    static let window = 64

    init(_ vocabulary: Vocabulary, _ workspace: Workspace) {
        self.vocabulary = vocabulary
        self.workspace = workspace
        symbols = workspace.symbols
    }

    /// The tokens of a piece; they stay valid until the next merge.
    @inline(__always)
    func merge(_ piece: UnsafePointer<UInt8>, count: Int) -> UnsafeBufferPointer<UInt32> {
        let loaded = unsafe load(piece, count: count, window: Self.window, symbols)
        reduce(loaded.count, symbols)
        if loaded.length == count { return unsafe UnsafeBufferPointer(start: symbols.ids, count: gather(loaded.count)) }
        unsafe mergeByWindows(piece, count: count)
        // The array is not touched before the next merge, so its memory stays where it is.
        return unsafe workspace.tokens.withUnsafeBufferPointer { unsafe $0 }
    }

    /// Moves the tokens that are left of a window side by side.
    @inline(__always)
    private func gather(_ count: Int) -> Int {
        var place = 0
        var total = 0
        while place < count {
            unsafe symbols.ids[total] = symbols.ids[place]
            total += 1
            place = unsafe Int(symbols.nexts[place])
        }
        return total
    }

    /// Leaves the tokens of a piece in `workspace.tokens`.
    @inline(never)
    private func mergeByWindows(_ piece: UnsafePointer<UInt8>, count: Int) {
        var tokens = workspace.tokens
        workspace.tokens = []
        tokens.removeAll(keepingCapacity: true)
        var buffer = symbols
        var window = Self.window
        var start = 0
        while start < count {
            if window + 4 > buffer.capacity {
                if buffer.capacity != symbols.capacity { buffer.deallocate() }
                buffer = MergeBuffer(capacity: window + 4)
            }
            let loaded = unsafe load(piece + start, count: count - start, window: window, buffer)
            reduce(loaded.count, buffer)
            if let last = tokens.last, !isPair(last, unsafe buffer.ids[0]) {
                // The joint is wrong: step back over the last token and look further.
                tokens.removeLast()
                unsafe start -= vocabulary.bytes(of: last).count
                window *= 2
                continue
            }
            let limit = start + loaded.length == count ? loaded.length : loaded.length * 3 / 4
            start += accept(loaded.count, below: limit, buffer, &tokens)
        }
        if buffer.capacity != symbols.capacity { buffer.deallocate() }
        workspace.tokens = tokens
    }

    /// Moves the window's tokens that end within `limit` bytes, but one at least, to the result; gives their bytes.
    private func accept(_ count: Int, below limit: Int, _ buffer: MergeBuffer, _ tokens: inout [UInt32]) -> Int {
        var place = 0
        var bytes = 0
        while place < count {
            let token = unsafe buffer.ids[place]
            let size = unsafe vocabulary.bytes(of: token).count
            if bytes > 0, bytes + size > limit { break }
            bytes += size
            tokens.append(token)
            place = unsafe Int(buffer.nexts[place])
        }
        return bytes
    }

    /// Fills the window with the piece's first symbols: whole three-byte characters where that is exact, else bytes.
    @inline(__always)
    private func load(
        _ piece: UnsafePointer<UInt8>,
        count: Int,
        window: Int,
        _ buffer: MergeBuffer
    ) -> (count: Int, length: Int) {
        if unsafe piece[0] & 0xF0 == 0xE0,
            let loaded = unsafe vocabulary.symbols(piece, count, limit: window, buffer.ids)
        {
            let last = loaded.count - 1
            rank(buffer, last)
            unsafe buffer.ranks[last] = Vocabulary.none
            return loaded
        }
        let loaded = unsafe vocabulary.symbols(bytes: piece, count, limit: window, buffer.ids)
        let last = loaded.count - 1
        if loaded.areBytes {
            for place in 0..<last { unsafe buffer.ranks[place] = vocabulary.token(bytes: piece[place], piece[place + 1]) }
        } else {
            rank(buffer, last)
        }
        unsafe buffer.ranks[last] = Vocabulary.none
        return (loaded.count, loaded.length)
    }

    /// The ranks of the pairs before the last symbol.
    private func rank(_ buffer: MergeBuffer, _ last: Int) {
        for place in 0..<last {
            unsafe buffer.ranks[place] = vocabulary.merge(buffer.ids[place], buffer.ids[place + 1])
        }
    }

    /// Merges the window's symbols until no pair is a token; what is left hangs together by `nexts` from place 0.
    private func reduce(_ count: Int, _ buffer: MergeBuffer) {
        let (ids, ranks) = unsafe (buffer.ids, buffer.ranks)
        let (nexts, previous) = unsafe (buffer.nexts, buffer.previous)
        let padded = (count + 15) & ~15
        for place in count..<padded { unsafe ranks[place] = Vocabulary.none }
        for place in 0..<count {
            unsafe nexts[place] = Int32(truncatingIfNeeded: place + 1)
            unsafe previous[place] = Int32(truncatingIfNeeded: place - 1)
        }
        while true {
            let lowest = unsafe minimum(ranks, padded)
            guard lowest != Vocabulary.none else { return }
            // All pairs of this rank at once, from the left: what they build has a higher rank.
            for place in 0..<count where unsafe ranks[place] == lowest {
                let taken = unsafe Int(nexts[place])
                let next = unsafe Int(nexts[taken])
                unsafe ids[place] = lowest
                unsafe nexts[place] = Int32(truncatingIfNeeded: next)
                unsafe ranks[taken] = Vocabulary.none
                if next < count {
                    unsafe previous[next] = Int32(truncatingIfNeeded: place)
                    unsafe ranks[place] = vocabulary.merge(lowest, ids[next])
                } else {
                    unsafe ranks[place] = Vocabulary.none
                }
                let before = unsafe Int(previous[place])
                if before >= 0 { unsafe ranks[before] = vocabulary.merge(ids[before], lowest) }
            }
        }
    }

    @inline(__always)
    private func minimum(_ ranks: UnsafeMutablePointer<UInt32>, _ count: Int) -> UInt32 {
        let raw = UnsafeRawPointer(ranks)
        var lowest = unsafe raw.loadUnaligned(as: SIMD16<UInt32>.self)
        var at = 64
        while at < count * 4 {
            unsafe lowest = pointwiseMin(lowest, (raw + at).loadUnaligned(as: SIMD16<UInt32>.self))
            at += 64
        }
        return lowest.min()
    }

    /// Whether two tokens side by side are what merging their bytes gives.
    ///
    /// The merges beside the joint are undone from the last to the first; no earlier merge may span the joint.
    func isPair(_ first: UInt32, _ second: UInt32) -> Bool {
        var (left, right) = (first, second)
        var limit = Vocabulary.none
        while true {
            let across = vocabulary.merge(left, right)
            if across < limit { return false }
            if left > right {
                limit = left
                left = vocabulary.parts(of: left).right
                guard left == limit else { continue }
                limit = right + 1
                right = vocabulary.parts(of: right).left
                if right + 1 == limit { return true }
            } else {
                limit = right + 1
                right = vocabulary.parts(of: right).left
                guard right + 1 == limit else { continue }
                limit = left
                left = vocabulary.parts(of: left).right
                if left == limit { return true }
            }
        }
    }
}
