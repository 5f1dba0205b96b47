/// Turns the pieces of one text into tokens: from the cache, from the vocabulary, by merging, in this order.
@safe
struct PieceEncoder {
    private var scanner: PieceScanner
    private let workspace: Workspace
    private let merger: Merger

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ tokenizer: Tokenizer, _ workspace: Workspace) {
        unsafe scanner = PieceScanner(bytes, tokenizer.encoding)
        self.workspace = workspace
        merger = Merger(vocabulary: tokenizer.vocabulary, workspace: workspace)
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
            return unsafe long(scanner.text + start, stop - start) == Vocabulary.none ? workspace.tokens.count : 1
        }
        let (low, high) = key(start, stop - start)
        let set = workspace.cache.set(low, high)
        return (workspace.cache.find(low, high, in: set) ?? miss(start, stop, low, high, set)).count
    }

    @inline(__always)
    private func encode(_ start: Int, _ stop: Int, into ids: inout [UInt32]) {
        guard stop - start <= PieceCache.longest else {
            let token = unsafe long(scanner.text + start, stop - start)
            if token == Vocabulary.none { ids.append(contentsOf: workspace.tokens) } else { ids.append(token) }
            return
        }
        let (low, high) = key(start, stop - start)
        let set = workspace.cache.set(low, high)
        let entry = workspace.cache.find(low, high, in: set) ?? miss(start, stop, low, high, set)
        ids.append(entry.ids[0] & 0x3FFFF)
        guard entry.count > 1 else { return }
        if entry.count <= 4 {
            for place in 1..<entry.count { ids.append(entry.ids[place]) }
        } else {
            ids.removeLast()
            unsafe merger.merge(scanner.text + start, count: stop - start)
            ids.append(contentsOf: workspace.tokens)
        }
    }

    /// The token of a long piece, or `none` and its tokens in the workspace.
    @inline(never)
    private func long(_ piece: UnsafePointer<UInt8>, _ count: Int) -> UInt32 {
        if count <= Self.longestToken {
            let token = unsafe merger.vocabulary.token(of: piece, count: count)
            if token != Vocabulary.none { return token }
        }
        unsafe merger.merge(piece, count: count)
        return Vocabulary.none
    }

    /// Both vocabularies' longest token: 128 spaces.
    private static let longestToken = 128

    @inline(never)
    private func miss(_ start: Int, _ stop: Int, _ low: UInt64, _ high: UInt64, _ set: Int) -> PieceCache.Entry {
        var entry = PieceCache.Entry(low: low, high: high)
        let token = unsafe long(scanner.text + start, stop - start)
        if token != Vocabulary.none {
            entry.ids[0] = token | 1 << 18
        } else {
            let tokens = workspace.tokens
            for place in 0..<min(4, tokens.count) { entry.ids[place] = tokens[place] }
            entry.ids[0] |= UInt32(tokens.count) << 18
        }
        workspace.cache.insert(entry, in: set)
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
