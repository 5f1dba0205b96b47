import CClassMasks

/// What the pieces met before became, found without touching the vocabulary.
///
/// Three tables by length, a quarter of the bound each, filled as they are used; an entry holds the whole piece, so that a hit is
/// exact, and its number of tokens. Places with room for several pieces give up the one that came first.
@safe
final class PieceCache {
    /// The longest piece of each table.
    static let short = 7
    static let middle = 15
    static let long = 31

    /// Four pieces of up to seven bytes, the length above them, and what each became: one line of the processor's caches.
    struct ShortSet {
        let keys: SIMD4<UInt64>
        let values: SIMD4<UInt64>
    }

    /// One of two pieces of up to 15 bytes that share a line.
    struct MiddleEntry {
        let key: SIMD2<UInt64>
        let value: SIMD2<UInt64>
    }

    /// One of two pieces of up to 31 bytes that share two lines.
    struct LongEntry {
        let key: SIMD4<UInt64>
        let value: SIMD4<UInt64>
    }

    /// Bytes of all tables together: 1.5 MB, or a sixteenth of that.
    enum Size: Int {
        case full = 0
        case small = 4
    }

    let shorts: UnsafeMutablePointer<ShortSet>
    let middles: UnsafeMutablePointer<MiddleEntry>
    let longs: UnsafeMutablePointer<LongEntry>
    private let memory: UnsafeMutableRawPointer
    private let shortShift: UInt64
    private let longShift: UInt64

    init(_ size: Size) {
        let sets = 8192 >> size.rawValue
        let part = sets * 64
        unsafe memory = class_masks_zeroed(UInt(part * 3 + 64))
        let start = unsafe memory.alignedUp(toMultipleOf: 64)
        unsafe shorts = start.bindMemory(to: ShortSet.self, capacity: sets)
        unsafe middles = (start + part).bindMemory(to: MiddleEntry.self, capacity: sets * 2)
        unsafe longs = (start + part * 2).bindMemory(to: LongEntry.self, capacity: sets)
        shortShift = 64 - UInt64(sets.trailingZeroBitCount)
        longShift = shortShift + 1
    }

    deinit { unsafe class_masks_free(memory) }

    // MARK: short

    /// One to seven bytes at the top, and the length at the bottom; eight bytes can be read.
    @inline(__always)
    static func shortKey(_ piece: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
        let word = unsafe UnsafeRawPointer(piece).loadUnaligned(as: UInt64.self).littleEndian
        let length = UInt64(truncatingIfNeeded: length)
        return word &<< (0 &- length &* 8) | length
    }

    /// The set that a short key may be in, in bytes from the first.
    @inline(__always)
    func place(_ key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> (shortShift &- 6)) & -64
    }

    /// What a short piece became, or zero.
    @inline(__always)
    func value(_ key: UInt64, at place: Int) -> UInt64 {
        // Without branches: which of the four it is cannot be foretold.
        let set = unsafe UnsafeRawPointer(shorts) + place
        let keys = unsafe set.load(as: SIMD4<UInt64>.self)
        let values = unsafe (set + 32).load(as: SIMD4<UInt64>.self)
        let found = SIMD4<UInt64>.zero.replacing(with: values, where: keys .== SIMD4(repeating: key))
        let half = found.lowHalf | found.highHalf
        return half[0] | half[1]
    }

    /// Puts a short piece first in its set, unless it is there already.
    func insert(_ key: UInt64, _ value: UInt64) {
        let place = place(key)
        guard self.value(key, at: place) == 0 else { return }
        let entry = unsafe (UnsafeMutableRawPointer(shorts) + place).assumingMemoryBound(to: ShortSet.self)
        let set = unsafe entry.pointee
        unsafe entry.pointee = ShortSet(
            keys: SIMD4(key, set.keys[0], set.keys[1], set.keys[2]),
            values: SIMD4(value, set.values[0], set.values[1], set.values[2])
        )
    }

    /// The last bytes of a longer piece, seven at most, then their number; eight bytes can be read.
    @inline(__always)
    private static func tailKey(_ piece: UnsafePointer<UInt8>, _ length: Int) -> UInt64 {
        let word = unsafe UnsafeRawPointer(piece).loadUnaligned(as: UInt64.self).littleEndian
        let length = UInt64(truncatingIfNeeded: length)
        return word & (UInt64(1) &<< (length &* 8) &- 1) | length &<< 56
    }

    // MARK: middle

    /// Eight to 15 bytes, then the length; 16 bytes can be read.
    @inline(__always)
    static func middleKey(_ piece: UnsafePointer<UInt8>, _ length: Int) -> SIMD2<UInt64> {
        let word = unsafe UnsafeRawPointer(piece).loadUnaligned(as: UInt64.self)
        return unsafe SIMD2(word, tailKey(piece + 8, length &- 8))
    }

    @inline(__always)
    private static func mixed(_ key: SIMD2<UInt64>) -> UInt64 {
        let product = (key[0] ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: key[1] ^ 0xD6E8_FEB8_6659_FD93)
        return (product.high ^ product.low) &* 0x9E37_79B9_7F4A_7C15
    }

    /// The first of the two entries that a key may be in.
    @inline(__always)
    func place(_ key: SIMD2<UInt64>) -> Int {
        Int(truncatingIfNeeded: Self.mixed(key) &>> shortShift) &* 2
    }

    /// What a piece became, or zero.
    @inline(__always)
    func value(_ key: SIMD2<UInt64>, at place: Int) -> SIMD2<UInt64> {
        let words = unsafe UnsafeRawPointer(middles + place).assumingMemoryBound(to: UInt64.self)
        // `^` and `|` have the same precedence.
        let first = unsafe (words[0] ^ key[0]) | (words[1] ^ key[1])
        let second = unsafe (words[4] ^ key[0]) | (words[5] ^ key[1])
        let way = first == 0 ? 2 : 6
        let other = first == 0 ? first : second
        let hit = (other | (0 &- other)) &>> 63 &- 1
        return unsafe SIMD2(words[way] & hit, words[way &+ 1] & hit)
    }

    /// Puts a piece first in its place, unless it is there already.
    func insert(_ key: SIMD2<UInt64>, _ value: SIMD2<UInt64>) {
        let place = place(key)
        guard self.value(key, at: place)[0] == 0 else { return }
        unsafe middles[place + 1] = middles[place]
        unsafe middles[place] = MiddleEntry(key: key, value: value)
    }

    // MARK: long

    /// 16 to 31 bytes, then the length; 32 bytes can be read.
    @inline(__always)
    static func longKey(_ piece: UnsafePointer<UInt8>, _ length: Int) -> SIMD4<UInt64> {
        let head = unsafe UnsafeRawPointer(piece).loadUnaligned(as: SIMD2<UInt64>.self)
        if length < 24 { return unsafe SIMD4(head[0], head[1], tailKey(piece + 16, length - 16), 0) }
        let third = unsafe UnsafeRawPointer(piece + 16).loadUnaligned(as: UInt64.self)
        return unsafe SIMD4(head[0], head[1], third, tailKey(piece + 24, length - 24) | 1 << 63)
    }

    /// The first of the two entries that a key may be in.
    @inline(__always)
    func place(_ key: SIMD4<UInt64>) -> Int {
        let (low, high) = (Self.mixed(key.lowHalf), Self.mixed(key.highHalf))
        return Int(truncatingIfNeeded: (low &+ (high ^ high &>> 32)) &>> longShift) &* 2
    }

    /// What a piece became, or zero.
    @inline(__always)
    func value(_ key: SIMD4<UInt64>, at place: Int) -> SIMD4<UInt64> {
        let (first, second) = unsafe (longs[place], longs[place + 1])
        return first.key == key ? first.value : second.key == key ? second.value : .zero
    }

    /// Puts a piece first in its place, unless it is there already.
    func insert(_ key: SIMD4<UInt64>, _ value: SIMD4<UInt64>) {
        let place = place(key)
        guard self.value(key, at: place)[0] == 0 else { return }
        unsafe longs[place + 1] = longs[place]
        unsafe longs[place] = LongEntry(key: key, value: value)
    }
}
