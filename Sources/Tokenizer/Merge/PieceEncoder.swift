/// Turns the pieces of one text into tokens: from the cache, from the vocabulary, by merging, in this order.
@safe
struct PieceEncoder {
    private var scanner: PieceScanner
    private let cache: PieceCache
    private let merger: Merger

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ tokenizer: Tokenizer, _ workspace: Workspace) {
        unsafe scanner = PieceScanner(bytes, tokenizer.encoding)
        merger = Merger(tokenizer.vocabulary, workspace)
        cache = workspace.cache
    }

    /// The number of tokens, or nothing once it exceeds `limit`.
    mutating func count(limit: Int) -> Int? {
        var start = 0
        var total = 0
        while start < scanner.end {
            let stop = scanner.next(from: start)
            total += count(start, stop)
            if total > limit { return nil }
            start = stop
        }
        return total
    }

    /// The number of tokens of the pieces that no further text can change, and where the first other piece begins.
    mutating func countFinal() -> (tokens: Int, bytes: Int) {
        var start = 0
        var total = 0
        while start < scanner.end {
            let stop = scanner.next(from: start)
            if scanner.reach >= scanner.end { break }
            total += count(start, stop)
            start = stop
        }
        return (total, start)
    }

    /// Appends the ids of the pieces that no further text can change; answers where the first other piece begins.
    mutating func encodeFinal(into ids: inout [UInt32]) -> Int {
        var start = 0
        while start < scanner.end {
            let stop = scanner.next(from: start)
            if scanner.reach >= scanner.end { break }
            encode(start, stop, into: &ids)
            start = stop
        }
        return start
    }

    /// Appends the ids of all tokens.
    mutating func encode(into ids: inout [UInt32]) {
        var start = 0
        while start < scanner.end {
            let stop = scanner.next(from: start)
            encode(start, stop, into: &ids)
            start = stop
        }
    }

    @inline(__always)
    private func count(_ start: Int, _ stop: Int) -> Int {
        guard stop - start <= PieceCache.longest else {
            let piece = unsafe scanner.text + start
            if unsafe whole(piece, stop - start) != Vocabulary.none { return 1 }
            return unsafe merger.merge(piece, count: stop - start).count
        }
        let (low, high) = key(start, stop - start)
        let set = cache.set(low, high)
        return (cache.find(low, high, in: set) ?? miss(start, stop, low, high, set)).count
    }

    @inline(__always)
    private func encode(_ start: Int, _ stop: Int, into ids: inout [UInt32]) {
        guard stop - start <= PieceCache.longest else {
            let piece = unsafe scanner.text + start
            let token = unsafe whole(piece, stop - start)
            if token != Vocabulary.none {
                ids.append(token)
            } else {
                unsafe ids.append(contentsOf: merger.merge(piece, count: stop - start))
            }
            return
        }
        let (low, high) = key(start, stop - start)
        let set = cache.set(low, high)
        let entry = cache.find(low, high, in: set) ?? miss(start, stop, low, high, set)
        ids.append(entry.ids[0] & 0x3FFFF)
        guard entry.count > 1 else { return }
        if entry.count <= 4 {
            for place in 1..<entry.count { ids.append(entry.ids[place]) }
        } else {
            ids.removeLast()
            unsafe ids.append(contentsOf: merger.merge(scanner.text + start, count: stop - start))
        }
    }

    /// The token of a whole piece, or `none` where merging has to find out.
    ///
    /// Long pieces of three-byte characters are hardly ever one token, and merging them costs less than looking.
    @inline(__always)
    private func whole(_ piece: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
        let longest = unsafe piece[0] & 0xF0 == 0xE0 ? PieceCache.longest : Self.longestToken
        return count <= longest ? unsafe merger.vocabulary.token(of: piece, count: count) : Vocabulary.none
    }

    /// Both vocabularies' longest token: 128 spaces.
    private static let longestToken = 128

    @inline(never)
    private func miss(_ start: Int, _ stop: Int, _ low: UInt64, _ high: UInt64, _ set: Int) -> PieceCache.Entry {
        var entry = PieceCache.Entry(low: low, high: high)
        let token = unsafe whole(scanner.text + start, stop - start)
        if token != Vocabulary.none {
            entry.ids[0] = token | 1 << 18
        } else {
            let tokens = unsafe merger.merge(scanner.text + start, count: stop - start)
            for place in 0..<min(4, tokens.count) { unsafe entry.ids[place] = tokens[place] }
            entry.ids[0] |= UInt32(tokens.count) << 18
        }
        cache.insert(entry, in: set)
        return entry
    }

    /// A short piece as two words: 15 bytes filled up with zeros, then the length.
    @inline(__always)
    private func key(_ start: Int, _ count: Int) -> (low: UInt64, high: UInt64) {
        guard start + 16 <= scanner.end else { return slowKey(start, count) }
        let raw = unsafe UnsafeRawPointer(scanner.text + start)
        let low = unsafe UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
        let high = unsafe UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        let bits = UInt64(truncatingIfNeeded: count) &* 8
        let length = UInt64(truncatingIfNeeded: count) &<< 56
        if count > 8 { return (low, high & (.max &>> (128 &- bits)) | length) }
        return (low & (.max &>> (64 &- bits)), length)
    }

    private func slowKey(_ start: Int, _ count: Int) -> (low: UInt64, high: UInt64) {
        var low: UInt64 = 0
        var high = UInt64(count) << 56
        for offset in 0..<count {
            let byte = unsafe UInt64(scanner.text[start + offset])
            if offset < 8 { low |= byte << UInt64(offset * 8) } else { high |= byte << UInt64(offset * 8 - 64) }
        }
        return (low, high)
    }
}
