import CVocabulary

/// The classes the two patterns speak of, as Unicode 16.0 has them (tiktoken 0.14.0's engine), not as the platform does.
struct CharacterClass: OptionSet {
    let rawValue: UInt8
    /// A letter, `\p{L}`.
    static let letter = Self(rawValue: 1)
    /// A number, `\p{N}`.
    static let number = Self(rawValue: 2)
    /// White space, `\s`.
    static let space = Self(rawValue: 4)
    /// A newline, `[\r\n]`.
    static let newline = Self(rawValue: 8)
    /// A capital or caseless letter or a mark, `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]`.
    static let upper = Self(rawValue: 16)
    /// A small or caseless letter or a mark, `[\p{Ll}\p{Lm}\p{Lo}\p{M}]`.
    static let lower = Self(rawValue: 32)
}

/// The two-stage table of classes: the number of a block of 128 scalars, then the block.
@safe
struct UnicodeClasses {
    // Immutable bytes of the executable's read-only data, valid for the life of the process.
    private let blocks: UnsafePointer<UInt8>
    private static let blockCount = 0x110000 / 128

    init() { unsafe blocks = cvocabulary_unicode() }

    /// The class of a scalar value below 0x110000; nothing for a greater one.
    @inline(__always)
    subscript(_ scalar: UInt32) -> CharacterClass {
        guard scalar < 0x110000 else { return [] }
        let block = unsafe Int(blocks[Int(scalar >> 7)])
        return unsafe CharacterClass(rawValue: blocks[Self.blockCount + block << 7 + Int(scalar & 127)])
    }

    /// The class of a scalar value of two or three bytes.
    @inline(__always)
    func below65536(_ scalar: UInt32) -> UInt8 {
        let block = unsafe Int(blocks[Int(scalar >> 7)])
        return unsafe blocks[Self.blockCount + block << 7 + Int(scalar & 127)]
    }

    /// The class of an ASCII character; block 0 is the first of the table.
    @inline(__always)
    func ascii(_ byte: UInt8) -> CharacterClass {
        unsafe CharacterClass(rawValue: blocks[Self.blockCount + Int(byte)])
    }
}
