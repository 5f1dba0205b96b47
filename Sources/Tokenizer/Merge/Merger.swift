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
    private let pairs: PairCache
    /// Symbols in a first window.
    static let window = 64

    init(_ vocabulary: Vocabulary, _ workspace: Workspace) {
        self.vocabulary = vocabulary
        self.workspace = workspace
        symbols = workspace.symbols
        pairs = workspace.pairs
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
            let loaded = unsafe loadCharacters(piece, count: count, window: window, buffer)
        {
            return loaded
        }
        let length = min(count, window)
        for place in 0..<length { unsafe buffer.ids[place] = vocabulary.token(byte: piece[place]) }
        for place in 0..<length - 1 {
            unsafe buffer.ranks[place] = vocabulary.token(bytes: piece[place], piece[place + 1])
        }
        unsafe buffer.ranks[length - 1] = Vocabulary.none
        return (length, length)
    }

    /// Characters of three bytes merge inside before they merge with each other, unless a token fits that begins or
    /// ends inside one (the characters' warnings): a merge's rank is always above the ranks of its parts.
    private func loadCharacters(
        _ piece: UnsafePointer<UInt8>,
        count: Int,
        window: Int,
        _ buffer: MergeBuffer
    ) -> (count: Int, length: Int)? {
        var at = 0
        var symbols = 0
        var before: UInt32 = 0
        let ids = unsafe buffer.ids
        while at < count, symbols < window {
            let first = unsafe piece[at]
            guard first & 0xF0 == 0xE0, at + 3 <= count else { return nil }
            let (second, third) = unsafe (piece[at + 1], piece[at + 2])
            let scalar = Int(first & 15) << 12 | Int(second & 63) << 6 | Int(third & 63)
            // Surrogates are no characters: the table knows nothing of them.
            guard scalar >= 0x800, scalar & 0xF800 != 0xD800, second & 0xC0 == 0x80, third & 0xC0 == 0x80 else {
                return nil
            }
            let entry = vocabulary.character(scalar)
            if vocabulary.endsInside(before), vocabulary.beginsInside(UInt32(scalar)) { return nil }
            before = UInt32(scalar)
            switch entry.shape {
            case 0: unsafe ids[symbols] = entry.token
            case 1:
                unsafe ids[symbols] = entry.token
                unsafe ids[symbols + 1] = vocabulary.token(byte: third)
                symbols += 1
            case 2:
                unsafe ids[symbols] = vocabulary.token(byte: first)
                unsafe ids[symbols + 1] = entry.token
                symbols += 1
            default:
                unsafe ids[symbols] = vocabulary.token(byte: first)
                unsafe ids[symbols + 1] = vocabulary.token(byte: second)
                unsafe ids[symbols + 2] = vocabulary.token(byte: third)
                symbols += 2
            }
            symbols += 1
            at += 3
        }
        for place in 0..<symbols - 1 {
            unsafe buffer.ranks[place] = pairs.merge(ids[place], ids[place + 1], vocabulary)
        }
        unsafe buffer.ranks[symbols - 1] = Vocabulary.none
        return (symbols, at)
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
                    unsafe ranks[place] = pairs.merge(lowest, ids[next], vocabulary)
                } else {
                    unsafe ranks[place] = Vocabulary.none
                }
                let before = unsafe Int(previous[place])
                if before >= 0 { unsafe ranks[before] = pairs.merge(ids[before], lowest, vocabulary) }
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
            let across = pairs.merge(left, right, vocabulary)
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
