/// What the short pieces met before became: up to 15 bytes each, two to a cache line, found without touching the vocabulary.
///
/// 512 KB, filled as it is used; an entry holds the whole piece, so that a hit is exact.
@safe
final class PieceCache {
    /// The longest piece that is held.
    static let longest = 15
    /// Entries of two words of key (15 bytes, then the length) and four ids, the first with the number of tokens above it.
    struct Entry {
        var low: UInt64 = 0
        var high: UInt64 = 0
        var ids = SIMD4<UInt32>.zero

        /// The number of tokens; the ids are held when there are four at most.
        @inline(__always) var count: Int { Int(ids[0] >> 18) }
    }

    private static let bits: UInt64 = 13
    private let entries: UnsafeMutablePointer<Entry>
    private static let count = 2 << Int(bits)

    init() {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: Self.count * 32, alignment: 64)
        unsafe entries = memory.initializeMemory(as: Entry.self, repeating: Entry(), count: Self.count)
    }

    deinit { unsafe entries.deallocate() }

    /// The first of the two entries a key may be in.
    @inline(__always)
    func set(_ low: UInt64, _ high: UInt64) -> Int {
        let mixed = (low ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: high ^ 0xD6E8_FEB8_6659_FD93)
        let folded = (mixed.high ^ mixed.low ^ low) &* 0x9E37_79B9_7F4A_7C15
        return Int(folded >> (64 - Self.bits)) << 1
    }

    /// The entry of a key in a set, if it is there.
    @inline(__always)
    func find(_ low: UInt64, _ high: UInt64, in set: Int) -> Entry? {
        let first = unsafe entries[set]
        if first.low == low && first.high == high { return first }
        let second = unsafe entries[set + 1]
        if second.low == low && second.high == high { return second }
        return nil
    }

    /// Puts an entry first in its set; what was first becomes second, what was second goes.
    @inline(__always)
    func insert(_ entry: Entry, in set: Int) {
        unsafe entries[set + 1] = entries[set]
        unsafe entries[set] = entry
    }
}
