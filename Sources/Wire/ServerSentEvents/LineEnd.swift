/// Finds the end of a line, eight bytes at once.
enum LineEnd {
    /// The first LF or CR from `start` on, or the length where there is none.
    ///
    /// - Complexity: O(n).
    static func index(in input: Span<UInt8>, from start: Int) -> Int {
        let bytes = unsafe input.bytes
        let ones: UInt64 = 0x0101_0101_0101_0101
        var position = start
        while position &+ 8 <= input.count {
            let word = UInt64(
                littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
            )
            // The high bit of a byte that became zero; a borrow may set bits above a true hit, never below one.
            let feeds = word ^ (ones &* UInt64(ASCII.lineFeed))
            let returns = word ^ (ones &* UInt64(ASCII.carriageReturn))
            let hits = (((feeds &- ones) & ~feeds) | ((returns &- ones) & ~returns)) & (ones << 7)
            if hits != 0 { return position &+ hits.trailingZeroBitCount >> 3 }
            position &+= 8
        }
        while position < input.count, input[position] != ASCII.lineFeed, input[position] != ASCII.carriageReturn {
            position &+= 1
        }
        return position
    }
}
