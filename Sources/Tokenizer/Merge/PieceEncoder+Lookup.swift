import CClassMasks

/// Finding what the parts of a batch become: in the cache, in the vocabulary, by merging, in this order.
extension PieceEncoder {
    /// Looks all parts of a batch up, in the cache first; answers the number of their tokens, or where their ids are wanted
    /// keeps their values.
    @inline(__always)
    func find(_ text: UnsafePointer<UInt8>, _ count: Int, keeping: Bool) -> Int {
        var misses = 0
        var total = 0
        var from = 0
        while from < count {
            let to = min(from &+ Batch.ahead, count)
            unsafe probe(text, from..<to, keeping, &total, &misses)
            from = to
        }
        guard misses > 0 else { return total }
        return unsafe total &+ resolve(text, misses, keeping: keeping)
    }

    /// Adds up the tokens of the parts that the cache holds, and lists those that it does not.
    @inline(__always)
    private func probe(
        _ text: UnsafePointer<UInt8>,
        _ range: Range<Int>,
        _ keeping: Bool,
        _ total: inout Int,
        _ misses: inout Int
    ) {
        let (shorts, others) = unsafe split(text, range)
        var at = 0
        while at < shorts {
            let value = unsafe cache.value(batch.shortKeys[at], at: Int(batch.shortPlaces[at]))
            let part = unsafe batch.shorts[at]
            if keeping {
                unsafe batch.firsts[Int(part)] = value
            } else {
                total &+= Int(truncatingIfNeeded: value >> 54)
            }
            unsafe batch.missing[misses] = part
            misses &+= Self.isNone(value)
            at &+= 1
        }
        for at in 0..<others {
            let part = unsafe batch.others[at]
            let place = unsafe Int(batch.otherPlaces[at])
            let key = unsafe batch.otherKeys[at]
            var value = SIMD4<UInt64>.zero
            if place >= 0 {
                let found = cache.value(key.lowHalf, at: place)
                value = SIMD4(lowHalf: found, highHalf: .zero)
            } else if place != Int(Int32.min) {
                value = cache.value(key, at: ~place)
            }
            if keeping {
                unsafe batch.firsts[Int(part)] = value[0]
                unsafe batch.values[Int(part)] = value
            }
            total &+= Int(truncatingIfNeeded: value[0] >> 54)
            unsafe batch.missing[misses] = part
            misses &+= Self.isNone(value[0])
        }
    }

    /// 1 for zero, without a branch; a part never has enough tokens to set the highest bit.
    @inline(__always)
    private static func isNone(_ value: UInt64) -> Int { Int(truncatingIfNeeded: (value &- 1) &>> 63) }

    /// Lists the parts by their length, and asks for the lines of the cache that may hold them.
    @inline(__always)
    private func split(_ text: UnsafePointer<UInt8>, _ range: Range<Int>) -> (shorts: Int, others: Int) {
        var (shorts, others) = (0, 0)
        var start = unsafe batch.starts[range.lowerBound]
        for part in range {
            let stop = unsafe batch.starts[part &+ 1]
            let length = stop &- start
            // -1 for a longer part, by a shift: a branch would be foretold wrongly at every fourth part.
            let isLonger = (PieceCache.short &- length) &>> 63
            unsafe batch.shortKeys[shorts] = PieceCache.shortKey(text + start, length)
            unsafe batch.shorts[shorts] = Int32(truncatingIfNeeded: part)
            unsafe batch.others[others] = Int32(truncatingIfNeeded: part)
            shorts &+= 1 &+ isLonger
            others &-= isLonger
            start = stop
        }
        var at = 0
        while at < shorts {
            let place = unsafe cache.place(batch.shortKeys[at])
            unsafe class_masks_prefetch(UnsafeRawPointer(cache.shorts) + place)
            unsafe batch.shortPlaces[at] = Int32(truncatingIfNeeded: place)
            at &+= 1
        }
        for at in 0..<others {
            let part = unsafe Int(batch.others[at])
            let start = unsafe batch.starts[part]
            let length = unsafe batch.starts[part &+ 1] &- start
            if length <= PieceCache.middle {
                let key = unsafe PieceCache.middleKey(text + start, length)
                let place = cache.place(key)
                unsafe class_masks_prefetch(cache.middles + place)
                unsafe batch.otherKeys[at] = SIMD4(lowHalf: key, highHalf: .zero)
                unsafe batch.otherPlaces[at] = Int32(truncatingIfNeeded: place)
            } else if length <= PieceCache.long {
                let key = unsafe PieceCache.longKey(text + start, length)
                let place = cache.place(key)
                unsafe class_masks_prefetch(cache.longs + place)
                unsafe class_masks_prefetch(cache.longs + place + 1)
                unsafe batch.otherKeys[at] = key
                unsafe batch.otherPlaces[at] = ~Int32(truncatingIfNeeded: place)
            } else {
                unsafe batch.otherPlaces[at] = Int32.min
            }
        }
        return (shorts, others)
    }

    /// Finds the tokens of the missing parts; answers their number.
    @inline(never)
    private func resolve(_ text: UnsafePointer<UInt8>, _ misses: Int, keeping: Bool) -> Int {
        let vocabulary = tokenizer.vocabulary
        for miss in 0..<misses {
            let part = unsafe Int(batch.missing[miss])
            let (start, stop) = unsafe (batch.starts[part], batch.starts[part + 1])
            unsafe batch.slots[miss] = -1
            if unsafe Self.mayBeToken(text + start, stop - start) {
                let hash = unsafe vocabulary.hash(of: text + start, count: stop - start)
                unsafe batch.hashes[miss] = hash
                unsafe batch.slots[miss] = Int32(truncatingIfNeeded: vocabulary.place(hash))
            }
        }
        for miss in 0..<misses {
            let place = unsafe Int(batch.slots[miss])
            if place >= 0 { vocabulary.prefetchBytes(place) }
        }
        var total = 0
        var merges = 0
        for miss in 0..<misses {
            let part = unsafe Int(batch.missing[miss])
            let (start, stop) = unsafe (batch.starts[part], batch.starts[part + 1])
            let (piece, length, place) = unsafe (text + start, stop - start, Int(batch.slots[miss]))
            let token =
                place >= 0
                ? unsafe vocabulary.token(of: piece, count: length, hash: batch.hashes[miss], at: place)
                : Vocabulary.none
            if token != Vocabulary.none {
                total &+= 1
                unsafe keep(piece, length, part, SIMD4(UInt64(token) | 1 << 54, 0, 0, 0), keeping)
            } else if length <= LaneMerger.longest {
                // The list shrinks while it is read: its beginning is free.
                unsafe batch.missing[merges] = Int32(truncatingIfNeeded: part)
                merges += 1
            } else if keeping {
                // Its ids are found when they are written.
                unsafe batch.firsts[part] = 0
            } else {
                total &+= unsafe merger.count(piece, count: length)
            }
        }
        let piece = { (miss: Int) in
            let part = unsafe Int(batch.missing[miss])
            let start = unsafe batch.starts[part]
            return unsafe (start: text + start, length: batch.starts[part &+ 1] &- start)
        }
        unsafe merger.lanes.merge(merges, piece) { miss, tokens in
            total &+= tokens.count
            let (start, length) = unsafe piece(miss)
            unsafe keep(start, length, Int(batch.missing[miss]), Self.words(tokens), keeping)
        }
        return total
    }

    /// Puts what a part became in the cache, where it is not too long, and where its ids are wanted, with the batch.
    @inline(__always)
    private func keep(
        _ piece: UnsafePointer<UInt8>,
        _ length: Int,
        _ part: Int,
        _ words: SIMD4<UInt64>,
        _ keeping: Bool
    ) {
        if length <= PieceCache.short {
            let key = unsafe PieceCache.shortKey(piece, length)
            cache.insert(key, words[0])
            if keeping, words[0] >= 4 << 54 { cache.insert(Self.overflow(key), words.lowHalf) }
        } else if length <= PieceCache.middle {
            unsafe cache.insert(PieceCache.middleKey(piece, length), words.lowHalf)
        } else if length <= PieceCache.long {
            unsafe cache.insert(PieceCache.longKey(piece, length), words)
        }
        if keeping {
            unsafe batch.firsts[part] = length <= PieceCache.long ? words[0] : 0
            unsafe batch.values[part] = words
        }
    }

    /// The key of a short piece of more than three tokens in the table of the next length, which has room for all of them.
    @inline(__always)
    static func overflow(_ key: UInt64) -> SIMD2<UInt64> { SIMD2(key, 1 << 63) }

    /// The tokens of a part, by the vocabulary or by merging; they stay valid until the next merge.
    @inline(__always)
    func tokens(of piece: UnsafePointer<UInt8>, _ count: Int) -> UnsafeBufferPointer<UInt32> {
        var token = Vocabulary.none
        if unsafe Self.mayBeToken(piece, count) {
            let hash = unsafe tokenizer.vocabulary.hash(of: piece, count: count)
            let place = tokenizer.vocabulary.place(hash)
            token = unsafe tokenizer.vocabulary.token(of: piece, count: count, hash: hash, at: place)
        }
        guard token != Vocabulary.none else { return unsafe merger.merge(piece, count: count) }
        let ids = unsafe workspace.symbols.ids
        unsafe ids[0] = token
        return unsafe UnsafeBufferPointer(start: ids, count: 1)
    }

    /// Whether the vocabulary is asked for a part.
    ///
    /// Long parts of three-byte characters are hardly ever one token, and merging them costs less than looking.
    @inline(__always)
    private static func mayBeToken(_ piece: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        length <= (unsafe piece[0] & 0xF0 == 0xE0 ? PieceCache.middle : longestToken)
    }

    /// Tokens as an entry holds them: three a word, as many as there is room for, and their number above the first.
    @inline(__always)
    static func words(_ tokens: UnsafeBufferPointer<UInt32>) -> SIMD4<UInt64> {
        let first = unsafe word(tokens, 0) | UInt64(truncatingIfNeeded: tokens.count) << 54
        guard tokens.count > 3 else { return SIMD4(first, 0, 0, 0) }
        return unsafe SIMD4(first, word(tokens, 3), word(tokens, 6), word(tokens, 9))
    }

    /// The tokens of an entry's word: three from a place on, zero for those that there are none of.
    @inline(__always)
    private static func word(_ tokens: UnsafeBufferPointer<UInt32>, _ place: Int) -> UInt64 {
        var word: UInt64 = 0
        for at in 0..<3 where place + at < tokens.count {
            unsafe word |= UInt64(tokens[place + at]) << UInt64(at * 18)
        }
        return word
    }

    /// Both vocabularies' longest token: 128 spaces.
    private static let longestToken = 128
}
