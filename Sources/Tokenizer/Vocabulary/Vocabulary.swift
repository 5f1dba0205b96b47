internal import CClassMasks
internal import CVocabulary

/// One encoding's tables, read where they lie in the executable: nothing is parsed, copied or built.
///
/// The layout is written by Scripts/make-vocabulary.py.
@safe
struct Vocabulary {
    /// Marks an absent token.
    static let none: UInt32 = .max

    let tokenCount: Int
    private let slotShift: UInt64
    private let slotMask: Int
    private let filterShift: UInt64
    private let byteTokens: UnsafePointer<UInt32>
    private let offsets: UnsafePointer<UInt32>
    private let text: UnsafePointer<UInt8>
    private let splits: UnsafePointer<UInt32>
    private let pairs: UnsafePointer<UInt32>
    private let filter: UnsafePointer<UInt64>
    private let pieces: UnsafePointer<UInt64>
    private let bytePairs: UnsafePointer<UInt32>
    private let characters: UnsafePointer<UInt32>
    private let inside: UnsafePointer<UInt64>
    private let insideNext: UnsafePointer<UInt64>
    private let joined: UnsafePointer<UInt64>
    private let joinedShift: UInt64

    init(_ encoding: Encoding) {
        let table = unsafe cvocabulary_table(encoding == .cl100kBase ? 0 : 1)
        let header = unsafe table.assumingMemoryBound(to: UInt32.self)
        let start = unsafe UnsafeRawPointer(table)
        let section = { (number: Int) in unsafe start + Int(header[4 + number]) }
        tokenCount = unsafe Int(header[0])
        slotShift = unsafe 64 - UInt64(header[1])
        slotMask = unsafe 1 << Int(header[1]) - 1
        filterShift = unsafe 64 - UInt64(header[2])
        unsafe byteTokens = section(0).assumingMemoryBound(to: UInt32.self)
        unsafe offsets = section(1).assumingMemoryBound(to: UInt32.self)
        unsafe text = section(2).assumingMemoryBound(to: UInt8.self)
        unsafe splits = section(3).assumingMemoryBound(to: UInt32.self)
        unsafe pairs = section(4).assumingMemoryBound(to: UInt32.self)
        unsafe filter = section(5).assumingMemoryBound(to: UInt64.self)
        unsafe pieces = section(6).assumingMemoryBound(to: UInt64.self)
        unsafe bytePairs = section(7).assumingMemoryBound(to: UInt32.self)
        unsafe characters = section(8).assumingMemoryBound(to: UInt32.self)
        unsafe inside = section(9).assumingMemoryBound(to: UInt64.self)
        unsafe insideNext = section(10).assumingMemoryBound(to: UInt64.self)
        unsafe joined = section(11).assumingMemoryBound(to: UInt64.self)
        joinedShift = unsafe 64 - UInt64(header[3])
    }

    /// The token of one byte.
    @inline(__always)
    func token(byte: UInt8) -> UInt32 { unsafe byteTokens[Int(byte)] }

    /// The token of two bytes, or `none`.
    @inline(__always)
    func token(bytes first: UInt8, _ second: UInt8) -> UInt32 { unsafe bytePairs[Int(first) << 8 | Int(second)] }

    /// How the three-byte character U+0800…U+FFFF stands alone.
    @inline(__always)
    func character(_ scalar: Int) -> CharacterEntry { unsafe CharacterEntry(bits: characters[scalar - 0x800]) }

    /// One where a token may span two neighbours of three bytes each; zero is certain.
    @inline(__always)
    func joins(_ first: UInt32, _ second: UInt32) -> UInt64 {
        let hash = ((UInt64(first) << 16 | UInt64(second)) &* 0x9E37_79B9_7F4A_7C15) &>> joinedShift
        let whole = unsafe joined[Int(hash >> 6)] &>> (hash & 63)
        let ends = unsafe inside[Int(first >> 6)] &>> UInt64(first & 63)
        let begins = unsafe insideNext[Int(second >> 6)] &>> UInt64(second & 63)
        return (whole | ends & begins) & 1
    }

    /// Whether a token that holds bytes of this character and of the next may begin or end in the middle of one.
    @inline(__always)
    func endsInside(_ scalar: UInt32) -> Bool { unsafe inside[Int(scalar >> 6)] >> UInt64(scalar & 63) & 1 == 1 }

    /// The same of this character and the one before.
    @inline(__always)
    func beginsInside(_ scalar: UInt32) -> Bool { unsafe insideNext[Int(scalar >> 6)] >> UInt64(scalar & 63) & 1 == 1 }

    /// The two tokens whose merge builds `token`; a byte's token is its own both parts.
    @inline(__always)
    func parts(of token: UInt32) -> (left: UInt32, right: UInt32) {
        unsafe (splits[Int(token) * 2], splits[Int(token) * 2 + 1])
    }

    /// The token's bytes, in read-only data.
    @inline(__always)
    func bytes(of token: UInt32) -> UnsafeBufferPointer<UInt8> {
        let start = unsafe Int(offsets[Int(token)])
        return unsafe UnsafeBufferPointer(start: text + start, count: Int(offsets[Int(token) + 1]) - start)
    }

    /// The token that merging two tokens gives, or `none`.
    ///
    /// A filter in front keeps the many pairs that never merge away from the large table.
    @inline(__always)
    func merge(_ left: UInt32, _ right: UInt32) -> UInt32 {
        var hash = (UInt64(left) << 18 | UInt64(right)) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 32
        hash = hash &* 0xD6E8_FEB8_6659_FD93
        let word = unsafe filter[Int(hash >> filterShift)]
        guard (word >> (hash & 63)) & (word >> ((hash >> 6) & 63)) & 1 == 1 else { return Self.none }
        var slot = Int(hash >> slotShift)
        let tag = UInt32(truncatingIfNeeded: hash & 0x3FFF)
        while true {
            let entry = unsafe pairs[slot]
            if entry == Self.none { return Self.none }
            if entry >> 18 == tag {
                let parts = parts(of: entry & 0x3FFFF)
                if parts.left == left && parts.right == right { return entry & 0x3FFFF }
            }
            slot = (slot + 1) & slotMask
        }
    }

    /// The hash by which a piece is looked for; its place in the table is asked for.
    @inline(__always)
    func hash(of piece: UnsafePointer<UInt8>, count: Int) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: count)
        var at = 0
        while at < count {
            hash = unsafe (hash ^ word(piece + at, count: min(8, count &- at))) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 32
            at &+= 8
        }
        hash = hash &* 0xD6E8_FEB8_6659_FD93
        unsafe class_masks_prefetch(pieces + Int(hash >> slotShift))
        return hash
    }

    /// Asks for the bytes that a piece of this hash would be compared with.
    @inline(__always)
    func prefetch(_ hash: UInt64) {
        let entry = unsafe pieces[Int(hash >> slotShift)]
        unsafe class_masks_prefetch(text + Int(entry >> 18 & 0x1F_FFFF))
    }

    /// The token whose bytes are exactly these, or `none`, by their hash.
    func token(of piece: UnsafePointer<UInt8>, count: Int, hash: UInt64) -> UInt32 {
        var slot = Int(hash >> slotShift)
        let mark = (hash & 0x1FFFF) << 8 | UInt64(truncatingIfNeeded: count)
        while true {
            let entry = unsafe pieces[slot]
            if entry == .max { return Self.none }
            if entry >> 39 == mark, unsafe equal(text + Int(entry >> 18 & 0x1F_FFFF), piece, count) {
                return UInt32(truncatingIfNeeded: entry & 0x3FFFF)
            }
            slot = (slot + 1) & slotMask
        }
    }

    @inline(__always)
    private func equal(_ token: UnsafePointer<UInt8>, _ piece: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        for at in 0..<count where unsafe token[at] != piece[at] { return false }
        return true
    }

    @inline(__always)
    private func word(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt64 {
        if count == 8 { return unsafe UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self).littleEndian }
        var word: UInt64 = 0
        for at in 0..<count { unsafe word |= UInt64(bytes[at]) << UInt64(at * 8) }
        return word
    }
}

/// A three-byte character's own tokens.
struct CharacterEntry {
    let bits: UInt32

    /// The token of the whole character or of two of its bytes.
    @inline(__always) var token: UInt32 { bits & 0x3FFFF }
    /// 0: one token; 1: two bytes, then one; 2: one byte, then two; 3: three bytes.
    @inline(__always) var shape: UInt32 { bits >> 18 & 3 }
}

// Proof: every pointer leads to immutable bytes of the executable's read-only data, mapped for the life of the process;
// nothing can write to them, so any number of threads may read them.
extension Vocabulary: @unchecked Sendable {}
