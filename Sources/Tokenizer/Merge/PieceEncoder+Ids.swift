/// Writing the ids of a batch whose values are found.
extension PieceEncoder {
    /// Appends the ids of a batch whose values are found.
    @inline(__always)
    func emit(_ text: UnsafePointer<UInt8>, _ count: Int, into ids: inout [UInt32]) {
        let (firsts, buffer) = unsafe (batch.firsts, batch.ids)
        var place = 0
        for part in 0..<count {
            let word = unsafe firsts[part]
            unsafe buffer[place] = UInt32(truncatingIfNeeded: word) & 0x3FFFF
            unsafe buffer[place &+ 1] = UInt32(truncatingIfNeeded: word &>> 18) & 0x3FFFF
            unsafe buffer[place &+ 2] = UInt32(truncatingIfNeeded: word &>> 36) & 0x3FFFF
            let tokens = Int(truncatingIfNeeded: word &>> 54)
            if UInt(bitPattern: tokens &- 1) < 3 {
                place &+= tokens
            } else {
                // Not changed in place: it would be kept in memory, and every part would wait for it.
                place = unsafe emitLong(text, part, place, &ids)
            }
        }
        unsafe ids.append(contentsOf: UnsafeBufferPointer(start: buffer, count: place))
    }

    /// Writes the ids of a part of more than three tokens; answers where the next ones go.
    @inline(never)
    private func emitLong(_ text: UnsafePointer<UInt8>, _ part: Int, _ place: Int, _ ids: inout [UInt32]) -> Int {
        let (start, stop) = unsafe (batch.starts[part], batch.starts[part &+ 1])
        let (piece, length) = unsafe (text + start, stop &- start)
        let tokens = unsafe Int(truncatingIfNeeded: batch.firsts[part] &>> 54)
        if length <= PieceCache.short {
            let key = unsafe Self.overflow(PieceCache.shortKey(piece, length))
            var words = cache.value(key, at: cache.place(key))
            if words[0] == 0 {
                words = unsafe Self.words(self.tokens(of: piece, length)).lowHalf
                cache.insert(key, words)
            }
            if tokens <= 6 { return write(SIMD4(lowHalf: words, highHalf: .zero), tokens, place) }
        } else if tokens > 0, tokens <= Batch.idsOfPart {
            let words = unsafe batch.values[part]
            // The table of the middle length has room for six ids; what was just merged is there whole.
            if tokens <= 6 || length > PieceCache.middle || words[2] != 0 { return write(words, tokens, place) }
        }
        unsafe ids.append(contentsOf: UnsafeBufferPointer(start: batch.ids, count: place))
        unsafe ids.append(contentsOf: self.tokens(of: piece, length))
        return 0
    }

    /// Writes the ids of an entry, twelve of which those in use count; answers where the next ones go.
    @inline(__always)
    private func write(_ words: SIMD4<UInt64>, _ tokens: Int, _ place: Int) -> Int {
        let buffer = unsafe batch.ids + place
        for at in 0..<4 {
            let word = words[at]
            unsafe buffer[at &* 3] = UInt32(truncatingIfNeeded: word) & 0x3FFFF
            unsafe buffer[at &* 3 &+ 1] = UInt32(truncatingIfNeeded: word &>> 18) & 0x3FFFF
            unsafe buffer[at &* 3 &+ 2] = UInt32(truncatingIfNeeded: word &>> 36) & 0x3FFFF
        }
        return place &+ tokens
    }
}
