extension Vocabulary {
    /// Writes the symbols of a piece of three-byte characters, whole characters where they are tokens, until `limit` of them
    /// or two more are written; nothing where that would not be exact.
    ///
    /// Characters of three bytes merge inside before they merge with each other, unless a token fits that begins or
    /// ends inside one (the characters' warnings): a merge's rank is always above the ranks of its parts.
    func symbols(
        _ piece: UnsafePointer<UInt8>,
        _ count: Int,
        limit: Int,
        _ ids: UnsafeMutablePointer<UInt32>
    ) -> (count: Int, length: Int)? {
        var at = 0
        var symbols = 0
        var before: UInt32 = 0
        while at < count, symbols < limit {
            let first = unsafe piece[at]
            guard first & 0xF0 == 0xE0, at + 3 <= count else { return nil }
            let (second, third) = unsafe (piece[at + 1], piece[at + 2])
            let scalar = Int(first & 15) << 12 | Int(second & 63) << 6 | Int(third & 63)
            // Surrogates are no characters: the table knows nothing of them.
            guard scalar >= 0x800, scalar & 0xF800 != 0xD800, second & 0xC0 == 0x80, third & 0xC0 == 0x80 else {
                return nil
            }
            let entry = character(scalar)
            if endsInside(before), beginsInside(UInt32(scalar)) { return nil }
            before = UInt32(scalar)
            switch entry.shape {
            case 0: unsafe ids[symbols] = entry.token
            case 1:
                unsafe ids[symbols] = entry.token
                unsafe ids[symbols + 1] = token(byte: third)
                symbols += 1
            case 2:
                unsafe ids[symbols] = token(byte: first)
                unsafe ids[symbols + 1] = entry.token
                symbols += 1
            default:
                unsafe ids[symbols] = token(byte: first)
                unsafe ids[symbols + 1] = token(byte: second)
                unsafe ids[symbols + 2] = token(byte: third)
                symbols += 2
            }
            symbols += 1
            at += 3
        }
        return (symbols, at)
    }
}

extension Vocabulary {
    /// Writes the symbols of a piece, at most `limit`: two-byte characters whole where that is exact, else bytes.
    ///
    /// - Returns: The symbols, the bytes that they are, and whether all of them are bytes.
    @inline(__always)
    func symbols(
        bytes piece: UnsafePointer<UInt8>,
        _ count: Int,
        limit: Int,
        _ ids: UnsafeMutablePointer<UInt32>
    ) -> (count: Int, length: Int, areBytes: Bool) {
        var at = 0
        var symbols = 0
        while at < count, symbols < limit {
            let byte = unsafe piece[at]
            var token = token(byte: byte)
            var size = 1
            if byte & 0xE0 == 0xC0, at &+ 1 < count {
                let next = unsafe piece[at &+ 1]
                let letter = self.token(letter: byte, next)
                let afterSpace = unsafe at > 0 && piece[at &- 1] == 0x20
                if letter != Self.none, next & 0xC0 == 0x80, !afterSpace {
                    token = letter
                    size = 2
                }
            }
            unsafe ids[symbols] = token
            symbols &+= 1
            at &+= size
        }
        return (symbols, at, symbols == at)
    }
}
