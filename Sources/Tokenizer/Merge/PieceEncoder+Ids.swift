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
                unsafe emitLong(text, part, &place, &ids)
            }
            if place > Batch.idCapacity {
                unsafe ids.append(contentsOf: UnsafeBufferPointer(start: buffer, count: place))
                place = 0
            }
        }
        unsafe ids.append(contentsOf: UnsafeBufferPointer(start: buffer, count: place))
    }

    /// The ids of a part of more than three tokens.
    @inline(never)
    private func emitLong(_ text: UnsafePointer<UInt8>, _ part: Int, _ place: inout Int, _ ids: inout [UInt32]) {
        let buffer = unsafe batch.ids
        let words = unsafe batch.values[part]
        let (start, stop) = unsafe (batch.starts[part], batch.starts[part + 1])
        let tokens = unsafe Int(truncatingIfNeeded: batch.firsts[part] >> 54)
        let held = stop - start <= PieceCache.short ? 3 : stop - start <= PieceCache.middle ? 6 : 12
        if tokens > 0, tokens <= held {
            for token in 0..<tokens {
                let word = words[token / 3] >> UInt64(token % 3 * 18)
                unsafe buffer[place] = UInt32(truncatingIfNeeded: word) & 0x3FFFF
                place += 1
            }
            return
        }
        unsafe ids.append(contentsOf: UnsafeBufferPointer(start: buffer, count: place))
        place = 0
        unsafe ids.append(contentsOf: self.tokens(of: text + start, stop - start))
    }
}
