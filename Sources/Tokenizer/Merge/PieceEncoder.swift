internal import CClassMasks

/// Turns one text into tokens, a batch of parts at a time: from the cache, from the vocabulary, by merging, in this order.
@safe
struct PieceEncoder {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let tokenizer: Tokenizer
    private let workspace: Workspace
    private let cache: PieceCache
    private let merger: Merger
    private let batch: Batch

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ tokenizer: Tokenizer, _ workspace: Workspace) {
        unsafe self.bytes = bytes
        self.tokenizer = tokenizer
        self.workspace = workspace
        merger = Merger(tokenizer.vocabulary, workspace)
        cache = workspace.cache
        batch = workspace.batch
    }

    /// The number of tokens, or nothing once it exceeds `limit`.
    func count(limit: Int) -> Int? {
        var total = 0
        let exceeded = unsafe whole {
            total += unsafe count($0, $1)
            return total > limit
        }
        return exceeded ? nil : total
    }

    /// Appends the ids of all tokens.
    func encode(into ids: inout [UInt32]) {
        _ = unsafe whole {
            unsafe encode($0, $1, into: &ids)
            return false
        }
    }

    /// The number of tokens of the parts that no further text can change, and where the first other part begins.
    func countFinal() -> (tokens: Int, bytes: Int) {
        var total = 0
        let end = unsafe settled { total += unsafe count($0, $1) }
        return (total, end)
    }

    /// Appends the ids of the parts that no further text can change; answers where the first other part begins.
    func encodeFinal(into ids: inout [UInt32]) -> Int {
        unsafe settled { unsafe encode($0, $1, into: &ids) }
    }

    // MARK: batches

    /// All parts of the text in batches, until `body` says stop; the end of the text is looked at in a padded copy.
    @inline(__always)
    private func whole(_ body: (UnsafePointer<UInt8>, Int) -> Bool) -> Bool {
        var done = 0
        if unsafe bytes.count > Workspace.tailSize {
            var windows = unsafe WindowScanner(bytes, tokenizer, padded: false)
            while true {
                let count = unsafe windows.fill(batch.starts, capacity: Batch.capacity)
                if count == 0 { break }
                if unsafe body(windows.text, count) { return true }
            }
            done = windows.place
        }
        let left = unsafe bytes.count - done
        guard left > 0 else { return false }
        let tail = unsafe workspace.tail
        let base = unsafe bytes.baseAddress ?? UnsafePointer(tail)
        unsafe tail.update(from: base + done, count: left)
        unsafe (tail + left).update(repeating: 0, count: 64)
        var windows = unsafe WindowScanner(UnsafeBufferPointer(start: tail, count: left), tokenizer, padded: true)
        while true {
            let count = unsafe windows.fill(batch.starts, capacity: Batch.capacity)
            if count == 0 { return false }
            if unsafe body(windows.text, count) { return true }
        }
    }

    @inline(__always)
    private func settled(_ body: (UnsafePointer<UInt8>, Int) -> Void) -> Int {
        var windows = unsafe WindowScanner(bytes, tokenizer, padded: false, growing: true)
        while true {
            let count = unsafe windows.fill(batch.starts, capacity: Batch.capacity)
            if count == 0 { return windows.place }
            unsafe body(windows.text, count)
        }
    }

    /// Finds where the parts would be in the cache, and asks for these lines.
    @inline(__always)
    private func look(_ text: UnsafePointer<UInt8>, _ count: Int) {
        let (starts, keys, places) = unsafe (batch.starts, batch.keys, batch.places)
        let shorts = unsafe cache.shorts
        var start = unsafe starts[0]
        for part in 0..<count {
            let stop = unsafe starts[part + 1]
            let length = stop &- start
            if length <= PieceCache.short {
                let key = unsafe Self.key(text + start, length)
                let place = PieceCache.place(key)
                unsafe class_masks_prefetch(shorts + place)
                unsafe keys[part] = key
                unsafe places[part] = Int32(truncatingIfNeeded: place)
            } else {
                unsafe places[part] = -1
            }
            start = stop
        }
    }

    @inline(__always)
    private func count(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int {
        unsafe look(text, count)
        let (starts, keys, places, missing) = unsafe (batch.starts, batch.keys, batch.places, batch.missing)
        let shorts = unsafe cache.shorts
        var total = 0
        var misses = 0
        for part in 0..<count {
            let place = unsafe Int(places[part])
            guard place >= 0 else {
                let start = unsafe starts[part]
                total &+= unsafe long(text + start, starts[part + 1] - start).count
                continue
            }
            let key = unsafe keys[part]
            let (first, second) = unsafe (shorts[place], shorts[place + 1])
            if first.key == key {
                total &+= Int(first.ids[0] >> 18)
            } else if second.key == key {
                total &+= Int(second.ids[0] >> 18)
            } else {
                unsafe missing[misses] = Int32(truncatingIfNeeded: part)
                misses &+= 1
            }
        }
        unsafe prepare(text, misses)
        for miss in 0..<misses {
            let part = unsafe Int(missing[miss])
            total &+= unsafe Int(resolve(text, part, batch.hashes[miss])[0] >> 18)
        }
        return total
    }

    @inline(__always)
    private func encode(_ text: UnsafePointer<UInt8>, _ count: Int, into ids: inout [UInt32]) {
        unsafe look(text, count)
        let (starts, keys, places) = unsafe (batch.starts, batch.keys, batch.places)
        let (values, missing) = unsafe (batch.values, batch.missing)
        let shorts = unsafe cache.shorts
        var misses = 0
        for part in 0..<count {
            let place = unsafe Int(places[part])
            guard place >= 0 else {
                let (start, stop) = unsafe (starts[part], starts[part + 1])
                let entry = stop - start <= PieceCache.longest ? unsafe long(text + start, stop - start) : (0, .zero)
                unsafe values[part] = entry.count <= 8 ? entry.ids : .zero
                continue
            }
            let key = unsafe keys[part]
            let (first, second) = unsafe (shorts[place], shorts[place + 1])
            let found = first.key == key ? first.ids : second.ids
            unsafe values[part] = Self.value(found)
            if first.key != key, second.key != key {
                unsafe missing[misses] = Int32(truncatingIfNeeded: part)
                misses &+= 1
            }
        }
        unsafe prepare(text, misses)
        for miss in 0..<misses {
            let part = unsafe Int(missing[miss])
            unsafe values[part] = Self.value(resolve(text, part, batch.hashes[miss]))
        }
        for part in 0..<count {
            let value = unsafe values[part]
            let tokens = Int(value[0] >> 18)
            if tokens == 1 {
                ids.append(value[0] & 0x3FFFF)
            } else if tokens > 0 {
                ids.append(value[0] & 0x3FFFF)
                for place in 1..<tokens { ids.append(value[place]) }
            } else {
                let (start, stop) = unsafe (starts[part], starts[part + 1])
                unsafe ids.append(contentsOf: self.tokens(of: text + start, stop - start))
            }
        }
    }

    /// Hashes the missing parts, so that the vocabulary's lines are under way.
    @inline(__always)
    private func prepare(_ text: UnsafePointer<UInt8>, _ misses: Int) {
        for miss in 0..<misses {
            let part = unsafe Int(batch.missing[miss])
            let (start, stop) = unsafe (batch.starts[part], batch.starts[part + 1])
            unsafe batch.hashes[miss] = tokenizer.vocabulary.hash(of: text + start, count: stop - start)
        }
    }

    /// What emission needs of a short entry: nothing where it does not hold all ids.
    @inline(__always)
    private static func value(_ ids: SIMD4<UInt32>) -> SIMD8<UInt32> {
        ids[0] >> 18 <= 4 ? SIMD8(lowHalf: ids, highHalf: .zero) : .zero
    }

    // MARK: single parts

    /// A short part that the cache did not hold; it does then.
    @inline(never)
    private func resolve(_ text: UnsafePointer<UInt8>, _ part: Int, _ hash: UInt64) -> SIMD4<UInt32> {
        let (start, stop) = unsafe (batch.starts[part], batch.starts[part + 1])
        let place = unsafe Int(batch.places[part])
        let key = unsafe batch.keys[part]
        // The same part may have been met earlier in the batch.
        let first = unsafe cache.shorts[place]
        if first.key == key { return first.ids }
        let piece = unsafe text + start
        let token = unsafe tokenizer.vocabulary.token(of: piece, count: stop - start, hash: hash)
        let ids: SIMD4<UInt32> =
            token != Vocabulary.none
            ? SIMD4(token | 1 << 18, 0, 0, 0) : unsafe Self.entry(merger.merge(piece, count: stop - start))
        cache.insert(PieceCache.ShortEntry(key: key, ids: ids), at: place)
        return ids
    }

    /// A part of more than 15 bytes: its number of tokens, and its ids where they are eight at most.
    @inline(never)
    private func long(_ piece: UnsafePointer<UInt8>, _ length: Int) -> (count: Int, ids: SIMD8<UInt32>) {
        guard length <= PieceCache.longest else { return unsafe (tokens(of: piece, length).count, .zero) }
        let rest = unsafe Self.key(piece + 16, length - 16)
        let head = unsafe UnsafeRawPointer(piece).loadUnaligned(as: SIMD2<UInt64>.self)
        let key = SIMD4(lowHalf: head, highHalf: SIMD2(rest[0], rest[1] | 16 << 56))
        let place = PieceCache.place(key)
        let found = unsafe cache.longs[place]
        if found.key == key { return (Int(found.ids[0] >> 18), found.ids) }
        let ids: SIMD8<UInt32> = unsafe Self.entry(tokens(of: piece, length))
        unsafe cache.longs[place] = PieceCache.LongEntry(key: key, ids: ids)
        return (Int(ids[0] >> 18), ids)
    }

    /// The tokens of a part, by the vocabulary or by merging; they stay valid until the next merge.
    ///
    /// Long parts of three-byte characters are hardly ever one token, and merging them costs less than looking.
    @inline(__always)
    private func tokens(of piece: UnsafePointer<UInt8>, _ count: Int) -> UnsafeBufferPointer<UInt32> {
        let longest = unsafe piece[0] & 0xF0 == 0xE0 ? PieceCache.short : Self.longestToken
        let token = count <= longest ? unsafe tokenizer.vocabulary.token(of: piece, count: count) : Vocabulary.none
        guard token != Vocabulary.none else { return unsafe merger.merge(piece, count: count) }
        let ids = unsafe workspace.symbols.ids
        unsafe ids[0] = token
        return unsafe UnsafeBufferPointer(start: ids, count: 1)
    }

    /// Tokens as an entry holds them: as many as it has room for, the first with their number above it.
    @inline(__always)
    private static func entry<Entry: SIMD>(_ tokens: UnsafeBufferPointer<UInt32>) -> Entry
    where Entry.Scalar == UInt32 {
        var entry = Entry()
        for place in 0..<min(Entry.scalarCount, tokens.count) { unsafe entry[place] = tokens[place] }
        entry[0] |= UInt32(tokens.count) << 18
        return entry
    }

    /// Both vocabularies' longest token: 128 spaces.
    private static let longestToken = 128

    /// Up to 15 bytes as two words, filled up with zeros, then the length.
    ///
    /// 16 bytes can be read.
    @inline(__always)
    private static func key(_ piece: UnsafePointer<UInt8>, _ length: Int) -> SIMD2<UInt64> {
        let words = unsafe UnsafeRawPointer(piece).loadUnaligned(as: SIMD2<UInt64>.self)
        let bits = UInt64(truncatingIfNeeded: length) &* 8
        let low = bits == 0 ? 0 : UInt64.max &>> (64 &- min(bits, 64))
        let high = bits <= 64 ? 0 : UInt64.max &>> (128 &- bits)
        return SIMD2(words[0] & low, words[1] & high | UInt64(truncatingIfNeeded: length) &<< 56)
    }
}
