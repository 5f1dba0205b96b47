internal import CClassMasks

/// What the short pieces met before became, found without touching the vocabulary.
///
/// 768 KB, filled as it is used: 16,384 pieces of up to 15 bytes, and 4,096 of up to 31. An entry holds the whole piece, so
/// that a hit is exact.
@safe
final class PieceCache {
    /// The longest piece of the first tier.
    static let short = 15
    /// The longest piece of the second.
    static let longest = 31

    /// Two words of key (15 bytes, then the length) and four ids, the first with the number of tokens above it.
    struct ShortEntry {
        var key = SIMD2<UInt64>.zero
        var ids = SIMD4<UInt32>.zero
    }

    /// Four words of key (31 bytes, then the length) and eight ids, the first with the number of tokens above it.
    struct LongEntry {
        var key = SIMD4<UInt64>.zero
        var ids = SIMD8<UInt32>.zero
    }

    private static let shortBits: UInt64 = 13
    private static let longBits: UInt64 = 12
    let shorts: UnsafeMutablePointer<ShortEntry>
    let longs: UnsafeMutablePointer<LongEntry>

    init() {
        let (short, long) = (2 << Int(Self.shortBits), 1 << Int(Self.longBits))
        let shortMemory = UnsafeMutableRawPointer.allocate(byteCount: short * 32, alignment: 64)
        unsafe shorts = shortMemory.initializeMemory(as: ShortEntry.self, repeating: ShortEntry(), count: short)
        let longMemory = UnsafeMutableRawPointer.allocate(byteCount: long * 64, alignment: 64)
        unsafe longs = longMemory.initializeMemory(as: LongEntry.self, repeating: LongEntry(), count: long)
    }

    deinit {
        unsafe shorts.deallocate()
        unsafe longs.deallocate()
    }

    /// The first of the two entries that a short key may be in; its line is asked for.
    @inline(__always)
    static func place(_ key: SIMD2<UInt64>) -> Int {
        let mixed = (key[0] ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: key[1] ^ 0xD6E8_FEB8_6659_FD93)
        return Int(((mixed.high ^ mixed.low) &* 0x9E37_79B9_7F4A_7C15) >> (64 - shortBits)) << 1
    }

    /// The entry that a long key may be in.
    @inline(__always)
    static func place(_ key: SIMD4<UInt64>) -> Int {
        let first = (key[0] ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: key[1] ^ 0xD6E8_FEB8_6659_FD93)
        let second = (key[2] ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: key[3] ^ 0xE703_7ED1_A0B4_28DB)
        return Int(((first.high ^ first.low ^ second.high ^ second.low) &* 0x9E37_79B9_7F4A_7C15) >> (64 - longBits))
    }

    /// Puts a short entry first in its place; what was first becomes second, what was second goes.
    @inline(__always)
    func insert(_ entry: ShortEntry, at place: Int) {
        unsafe shorts[place + 1] = shorts[place]
        unsafe shorts[place] = entry
    }
}
