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
    private let memory: WindowMemory
    let lanes: LaneMerger
    let buffer: AheadBuffer
    /// Symbols in a first window.
    static let window = WindowMemory.length
    /// Tokens of a piece that are held while it is only counted: where wrong joints take all of them back, it is counted again.
    static let held = 1024

    init(_ vocabulary: Vocabulary, _ workspace: Workspace) {
        self.vocabulary = vocabulary
        self.workspace = workspace
        symbols = workspace.symbols
        memory = workspace.windows
        lanes = LaneMerger(vocabulary, workspace.lanes)
        buffer = workspace.ahead
    }

    /// The tokens of a piece; they stay valid until the next merge.
    @inline(__always)
    func merge(_ piece: UnsafePointer<UInt8>, count: Int) -> UnsafeBufferPointer<UInt32> {
        let loaded = unsafe load(piece, count: count, window: Self.window, symbols)
        reduce(loaded.count, symbols)
        if loaded.length == count { return unsafe UnsafeBufferPointer(start: symbols.ids, count: gather(loaded.count)) }
        _ = unsafe mergeByWindows(piece, count: count, holding: .max)
        // The array is not touched before the next merge, so its memory stays where it is.
        return unsafe workspace.tokens.withUnsafeBufferPointer { unsafe $0 }
    }

    /// The number of a piece's tokens; no more than twice `holding` of them are held, those that a wrong joint may take back.
    @inline(__always)
    func count(_ piece: UnsafePointer<UInt8>, count: Int, holding: Int = Self.held) -> Int {
        let loaded = unsafe load(piece, count: count, window: Self.window, symbols)
        reduce(loaded.count, symbols)
        if loaded.length == count { return gather(loaded.count) }
        let dropped = unsafe mergeByWindows(piece, count: count, holding: holding)
        // Where even those were taken back, all are held.
        let before = unsafe dropped ?? mergeByWindows(piece, count: count, holding: .max) ?? 0
        return before + workspace.tokens.count
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

    /// Leaves the tokens of a piece in `workspace.tokens`, only the last ones once they are twice `holding`; gives the number
    /// of those dropped, or nothing where one of them was to be taken back.
    @inline(never)
    private func mergeByWindows(_ piece: UnsafePointer<UInt8>, count: Int, holding: Int) -> Int? {
        var dropped = 0
        var tokens = workspace.tokens
        workspace.tokens = []
        tokens.removeAll(keepingCapacity: true)
        var buffer = symbols
        var window = Self.window
        var start = 0
        // The last place where a joint was wrong, and the last joint that was right.
        var wrong = -1
        var right = (before: Vocabulary.none, first: Vocabulary.none)
        var (hits, wrongs) = (0, 0)
        // Windows that were merged alone since one came again.
        var alone = 0
        var slot = 0
        while start < count {
            if tokens.count >> 1 >= holding {
                dropped += tokens.count - holding
                tokens.removeFirst(tokens.count - holding)
            }
            // Small windows are wrong more often, and worth that only where they come again.
            if start > wrong, wrongs < 16 || hits > wrongs { window = Self.window }
            let isPlain = window == Self.window && start + window < count
            var known = isPlain ? unsafe memory.tokens(of: piece + start, at: slot) : nil
            if isPlain, unsafe known == nil {
                slot = unsafe memory.slot(of: piece + start)
                unsafe known = memory.tokens(of: piece + start, at: slot)
            }
            if unsafe known == nil, isPlain, alone >= 4, count - start >= Self.ahead {
                let bytes = unsafe mergeAhead(piece + start, &tokens)
                if bytes > 0 {
                    start += bytes
                    continue
                }
            }
            var loaded = (count: 0, length: 0)
            if unsafe known == nil {
                if window + 4 > buffer.capacity {
                    if buffer.capacity != symbols.capacity { buffer.deallocate() }
                    buffer = MergeBuffer(capacity: window + 4)
                }
                loaded = unsafe load(piece + start, count: count - start, window: window, buffer)
                reduce(loaded.count, buffer)
            }
            let first = unsafe known?.tokens[0] ?? buffer.ids[0]
            if let before = tokens.last, right != (before, first) {
                guard isPair(before, first) else {
                    // The joint is wrong: step back over the last token and look further.
                    wrong = max(wrong, start)
                    wrongs += 1
                    tokens.removeLast()
                    if tokens.isEmpty, dropped > 0 { break }
                    start -= vocabulary.length(of: before)
                    window *= 2
                    continue
                }
                right = (before, first)
            }
            if let known = unsafe known {
                unsafe tokens.append(contentsOf: known.tokens)
                unsafe start += known.bytes
                hits += 1
                alone = 0
                continue
            }
            alone += 1
            let before = tokens.count
            let limit = start + loaded.length == count ? loaded.length : loaded.length * 7 / 8
            let stride = accept(loaded.count, below: limit, buffer, &tokens)
            if isPlain, loaded == (WindowMemory.length, WindowMemory.length) {
                unsafe memory.keep(piece + start, at: slot, tokens[before...], bytes: stride)
            }
            start += stride
        }
        if buffer.capacity != symbols.capacity { buffer.deallocate() }
        workspace.tokens = tokens
        return start < count ? nil : dropped
    }

    /// Moves the window's tokens that end within `limit` bytes, but one at least, to the result; gives their bytes.
    private func accept(_ count: Int, below limit: Int, _ buffer: MergeBuffer, _ tokens: inout [UInt32]) -> Int {
        var place = 0
        var bytes = 0
        while place < count {
            let token = unsafe buffer.ids[place]
            let size = vocabulary.length(of: token)
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
            rank(buffer, loaded.count)
            return loaded
        }
        let loaded = unsafe vocabulary.symbols(bytes: piece, count, limit: window, buffer.ids)
        if loaded.areBytes {
            for place in 0..<loaded.count - 1 {
                unsafe buffer.keys[place] = Self.key(vocabulary.token(bytes: piece[place], piece[place + 1]), place)
            }
            unsafe buffer.keys[loaded.count - 1] = .max
        } else {
            rank(buffer, loaded.count)
        }
        return (loaded.count, loaded.length)
    }

    /// Looks all pairs of the window's symbols up.
    private func rank(_ buffer: MergeBuffer, _ count: Int) {
        for place in 0..<count - 1 {
            let rank = unsafe vocabulary.pairs.merge(buffer.ids[place], buffer.ids[place + 1])
            unsafe buffer.keys[place] = Self.key(rank, place)
        }
        unsafe buffer.keys[count - 1] = .max
    }

    /// A pair's rank above its place, so that the lowest key is the leftmost pair of the lowest rank; the highest for none.
    @inline(__always)
    private static func key(_ rank: UInt32, _ place: Int) -> Int64 {
        rank == Vocabulary.none ? .max : Int64(rank) << 32 | Int64(truncatingIfNeeded: place)
    }

    /// Merges the window's symbols until no pair is a token; what is left hangs together by `nexts` from place 0.
    ///
    /// The lowest key of each block of 16 places is kept, so that a merge looks at few keys again.
    private func reduce(_ count: Int, _ buffer: MergeBuffer) {
        let (ids, keys, minima) = unsafe (buffer.ids, buffer.keys, buffer.minima)
        let (nexts, previous) = unsafe (buffer.nexts, buffer.previous)
        let blocks = (count + 15) >> 4
        for place in count..<blocks << 4 { unsafe keys[place] = .max }
        for place in 0..<count {
            unsafe nexts[place] = Int32(truncatingIfNeeded: place + 1)
            unsafe previous[place] = Int32(truncatingIfNeeded: place - 1)
        }
        for block in 0..<blocks { unsafe minima[block] = lowest(keys + block << 4) }
        while true {
            var best = Int64.max
            for block in 0..<blocks { best = unsafe min(best, minima[block]) }
            guard best != .max else { return }
            let place = Int(truncatingIfNeeded: best & 0xFFFF_FFFF)
            let token = UInt32(truncatingIfNeeded: best >> 32)
            let taken = unsafe Int(nexts[place])
            let next = unsafe Int(nexts[taken])
            let before = unsafe Int(previous[place])
            unsafe ids[place] = token
            unsafe nexts[place] = Int32(truncatingIfNeeded: next)
            unsafe keys[taken] = .max
            unsafe keys[place] = .max
            if next < count {
                unsafe previous[next] = Int32(truncatingIfNeeded: place)
                unsafe keys[place] = Self.key(vocabulary.pairs.merge(token, ids[next]), place)
            }
            if before >= 0 {
                unsafe keys[before] = Self.key(vocabulary.pairs.merge(ids[before], token), before)
                if before >> 4 != place >> 4 { unsafe minima[before >> 4] = lowest(keys + before & ~15) }
            }
            if taken >> 4 != place >> 4 { unsafe minima[taken >> 4] = lowest(keys + taken & ~15) }
            unsafe minima[place >> 4] = lowest(keys + place & ~15)
        }
    }

    /// The lowest of 16 keys.
    @inline(__always)
    private func lowest(_ keys: UnsafeMutablePointer<Int64>) -> Int64 {
        var (first, second, third, fourth) = unsafe (keys[0], keys[1], keys[2], keys[3])
        for step in 1..<4 {
            unsafe first = min(first, keys[step &* 4])
            unsafe second = min(second, keys[step &* 4 &+ 1])
            unsafe third = min(third, keys[step &* 4 &+ 2])
            unsafe fourth = min(fourth, keys[step &* 4 &+ 3])
        }
        return min(min(first, second), min(third, fourth))
    }

    /// Whether two tokens side by side are what merging their bytes gives.
    ///
    /// The merges beside the joint are undone from the last to the first; no earlier merge may span the joint.
    func isPair(_ first: UInt32, _ second: UInt32) -> Bool {
        var (left, right) = (first, second)
        var limit = Vocabulary.none
        while true {
            let across = vocabulary.pairs.merge(left, right)
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
