/// What the pairs of tokens met before merge to, also those that merge to nothing: 128 KB that stay near the processor.
@safe
final class PairCache {
    private static let bits: UInt64 = 14
    /// 36 bits of the pair and one more, then 18 of the token; all ones for none.
    private let entries: UnsafeMutablePointer<UInt64>

    init() {
        unsafe entries = .allocate(capacity: 1 << Int(Self.bits))
        unsafe entries.initialize(repeating: 0, count: 1 << Int(Self.bits))
    }

    deinit { unsafe entries.deallocate() }

    /// The token that merging two tokens gives, or `Vocabulary.none`.
    @inline(__always)
    func merge(_ left: UInt32, _ right: UInt32, _ vocabulary: Vocabulary) -> UInt32 {
        known(left, right) ?? look(left, right, vocabulary)
    }

    /// The same where it has been met before, else nothing.
    @inline(__always)
    func known(_ left: UInt32, _ right: UInt32) -> UInt32? {
        let pair = UInt64(left) << 18 | UInt64(right)
        let entry = unsafe entries[Self.place(pair)]
        guard entry >> 18 == pair &+ 1 else { return nil }
        let token = UInt32(truncatingIfNeeded: entry & 0x3FFFF)
        return token == 0x3FFFF ? Vocabulary.none : token
    }

    /// The same by the vocabulary; it is known then.
    @inline(__always)
    func look(_ left: UInt32, _ right: UInt32, _ vocabulary: Vocabulary) -> UInt32 {
        let pair = UInt64(left) << 18 | UInt64(right)
        let token = vocabulary.merge(left, right)
        unsafe entries[Self.place(pair)] = (pair &+ 1) << 18 | UInt64(token & 0x3FFFF)
        return token
    }

    @inline(__always)
    private static func place(_ pair: UInt64) -> Int {
        Int(truncatingIfNeeded: (pair &* 0x9E37_79B9_7F4A_7C15) &>> (64 &- bits))
    }
}
