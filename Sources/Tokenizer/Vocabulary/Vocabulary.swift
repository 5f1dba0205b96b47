import CClassMasks
import CVocabulary

/// One encoding's tables, read where they lie in the executable: nothing is parsed, copied or built.
///
/// The layout is written by Scripts/generate/vocabulary.py.
@safe
struct Vocabulary {
    /// Marks an absent token.
    static let none: UInt32 = .max

    let tokenCount: Int
    private let byteTokens: UnsafePointer<UInt32>
    private let offsets: UnsafePointer<UInt32>
    private let text: UnsafePointer<UInt8>
    private let splits: UnsafePointer<UInt32>
    let pairs: PairTable
    private let pieces: PerfectHash
    private let bytePairs: UnsafePointer<UInt32>
    private let characters: UnsafePointer<UInt32>
    private let inside: UnsafePointer<UInt64>
    private let insideNext: UnsafePointer<UInt64>
    private let joined: UnsafePointer<UInt64>
    private let joinedShift: UInt64
    private let letterBounds: UnsafePointer<UInt32>

    init(_ encoding: Encoding) {
        let table = unsafe cvocabulary_table(encoding == .cl100kBase ? 0 : 1)
        let header = unsafe table.assumingMemoryBound(to: UInt32.self)
        let start = unsafe UnsafeRawPointer(table)
        let section = { (number: Int) in unsafe start + Int(header[6 + number]) }
        tokenCount = unsafe Int(header[0])
        unsafe byteTokens = section(0).assumingMemoryBound(to: UInt32.self)
        unsafe offsets = section(1).assumingMemoryBound(to: UInt32.self)
        unsafe text = section(2).assumingMemoryBound(to: UInt8.self)
        unsafe splits = section(3).assumingMemoryBound(to: UInt32.self)
        pairs = unsafe PairTable(section(4), section(5), bits: header[1], size: header[2])
        pieces = unsafe PerfectHash(section(6), section(7), bits: header[3], size: header[4])
        unsafe bytePairs = section(8).assumingMemoryBound(to: UInt32.self)
        unsafe characters = section(9).assumingMemoryBound(to: UInt32.self)
        unsafe inside = section(10).assumingMemoryBound(to: UInt64.self)
        unsafe insideNext = section(11).assumingMemoryBound(to: UInt64.self)
        unsafe joined = section(12).assumingMemoryBound(to: UInt64.self)
        unsafe letterBounds = section(13).assumingMemoryBound(to: UInt32.self)
        joinedShift = unsafe 64 - UInt64(header[5])
    }

    /// The token of one byte.
    @inline(__always)
    func token(byte: UInt8) -> UInt32 { unsafe byteTokens[Int(byte)] }

    /// The token of two bytes, or `none`.
    @inline(__always)
    func token(bytes first: UInt8, _ second: UInt8) -> UInt32 { unsafe bytePairs[Int(first) << 8 | Int(second)] }

    /// The token of a two-byte character that is merged before anything else can happen to its bytes, or `none`; a space must not
    /// precede it.
    @inline(__always)
    func token(letter first: UInt8, _ second: UInt8) -> UInt32 {
        let token = token(bytes: first, second)
        let bound = unsafe min(letterBounds[Int(first & 31)], letterBounds[32 + Int(second & 63)])
        return token < bound ? token : Self.none
    }

    /// How the three-byte character U+0800…U+FFFF begins: as one token or as several.
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

    /// The number of the token's bytes.
    @inline(__always)
    func length(of token: UInt32) -> Int {
        let place = unsafe offsets + Int(token)
        return unsafe Int(place[1] &- place[0])
    }

    /// The hash by which a piece is looked for.
    ///
    /// Up to the next multiple of 16 bytes can be read.
    @inline(__always)
    func hash(of piece: UnsafePointer<UInt8>, count: Int) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: count) &* 0xD6E8_FEB8_6659_FD93
        var at = 0
        repeat {
            let left = count &- at
            hash = unsafe (hash ^ Self.word(piece + at, left)) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash &>> 32
            hash = unsafe (hash ^ Self.word(piece + at + 8, left &- 8)) &* 0xD6E8_FEB8_6659_FD93
            hash ^= hash &>> 32
            at &+= 16
        } while at < count
        return hash &* 0x9E37_79B9_7F4A_7C15
    }

    /// Where the table would hold the piece of a hash; the place is asked for.
    @inline(__always)
    func place(_ hash: UInt64) -> Int {
        let place = pieces.place(hash)
        unsafe class_masks_prefetch(pieces.entries + place)
        return place
    }

    /// Asks for the bytes that a piece of this place would be compared with.
    @inline(__always)
    func prefetchBytes(_ place: Int) {
        unsafe class_masks_prefetch(text + Int(pieces.entries[place] >> 18 & 0x1F_FFFF))
    }

    /// The token whose bytes are exactly these, or `none`, by their hash and its place.
    @inline(__always)
    func token(of piece: UnsafePointer<UInt8>, count: Int, hash: UInt64, at place: Int) -> UInt32 {
        let entry = unsafe pieces.entries[place]
        let mark = (hash & 0x1FFFF) << 8 | UInt64(truncatingIfNeeded: count)
        guard entry >> 39 == mark, unsafe equal(text + Int(entry >> 18 & 0x1F_FFFF), piece, count) else {
            return Self.none
        }
        return UInt32(truncatingIfNeeded: entry & 0x3FFFF)
    }

    @inline(__always)
    private func equal(_ token: UnsafePointer<UInt8>, _ piece: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        var other: UInt64 = 0
        var at = 0
        repeat {
            let left = count &- at
            unsafe other |= Self.word(token + at, left) ^ Self.word(piece + at, left)
            unsafe other |= Self.word(token + at + 8, left &- 8) ^ Self.word(piece + at + 8, left &- 8)
            at &+= 16
        } while at < count
        return other == 0
    }

    /// The next eight bytes, of which only `left` count.
    @inline(__always)
    private static func word(_ bytes: UnsafePointer<UInt8>, _ left: Int) -> UInt64 {
        let word = unsafe UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self).littleEndian
        let bits = UInt64(truncatingIfNeeded: max(0, min(8, left))) &* 8
        // Shifted twice, since a shift by 64 is none.
        let mask = (UInt64.max &<< (bits &>> 1)) &<< (bits &- bits &>> 1)
        return word & ~mask
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
