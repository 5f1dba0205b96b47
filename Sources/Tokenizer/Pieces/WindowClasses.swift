import CClassMasks

/// The classes of a window of up to 64 bytes that begins with a character: bit n of each mask speaks of byte n, and all bytes
/// of a character are of its class.
struct WindowClasses {
    /// The bytes that are classified; what lies beyond is another window's.
    var valid: UInt64
    /// Letters; in o200k_base also the marks that follow one.
    var letter: UInt64
    /// Capital letters.
    var upper: UInt64
    /// Letters without case, and marks.
    var caseless: UInt64
    var number: UInt64
    var space: UInt64
    let newline: UInt64
    let blank: UInt64
    let apostrophe: UInt64
    let slash: UInt64
    /// Bytes of a character that are not its first.
    let continuation: UInt64
    /// First bytes of characters of three bytes.
    let three: UInt64

    /// The first bytes of characters.
    @inline(__always) var lead: UInt64 { valid & ~continuation }
    /// Whether the last valid byte is of this class.
    @inline(__always) func touchesEnd(_ mask: UInt64) -> Bool { mask & (valid & ~(valid >> 1)) != 0 }
}

extension PieceScanner {
    /// Classifies the window at a place from which 64 bytes can be read; it ends before a character that bit algebra does not
    /// handle: white space and digits outside ASCII, bytes that are not UTF-8; in o200k_base a mark after no letter and a
    /// capital after a letter without case.
    @inline(__always)
    func classes(at place: Int, _ masks: ClassMasks) -> WindowClasses {
        let left = end - place
        var window = WindowClasses(
            valid: left < 64 ? 1 << UInt64(left) &- 1 : .max,
            letter: masks.letter,
            upper: masks.upper,
            caseless: 0,
            number: masks.digit,
            space: masks.space,
            newline: masks.newline,
            blank: masks.blank,
            apostrophe: masks.apostrophe,
            slash: masks.slash,
            continuation: masks.continuation,
            three: masks.three
        )
        let leads = masks.two | masks.three | masks.four
        if leads | masks.continuation != 0 {
            resolve(&window, at: place, masks, leads)
            // A capital after a letter without case: how far the word goes depends on what follows.
            if encoding == .o200kBase { window.cut(at: window.upper & window.lead & window.caseless << 1) }
        }
        window.letter &= window.valid
        window.number &= window.valid
        window.space &= window.valid
        return window
    }

    @inline(__always)
    private func resolve(_ window: inout WindowClasses, at place: Int, _ masks: ClassMasks, _ leads: UInt64) {
        let expected = leads << 1 | (masks.three | masks.four) << 2 | masks.four << 3
        // A character that leaves the window belongs to the next one.
        let leaving = leads & (1 << 63) | (masks.three | masks.four) & (1 << 62) | masks.four & (1 << 61)
        window.cut(at: leaving)
        // The bytes after the text's end are zero: a character that the end cuts is found too.
        let odd = (expected ^ masks.continuation) & (leaving == 0 ? .max : (leaving & (0 &- leaving)) &- 1)
        if odd != 0 {
            // Not UTF-8: the window ends before the character that is wrong.
            let heads = ~masks.continuation & (odd & (0 &- odd)) &- 1
            window.cut(at: heads == 0 ? 1 : 1 << UInt64(63 - heads.leadingZeroBitCount))
        }
        let ideographs = masks.ideograph & window.valid
        let whole = ideographs | ideographs << 1 | ideographs << 2
        window.letter |= whole
        window.caseless |= whole
        window.letter |= masks.pair | masks.pair << 1
        window.upper |= masks.capital | masks.capital << 1
        var others = leads & ~(masks.ideograph | masks.punctuation | masks.pair) & window.valid
        while others != 0 {
            let offset = others.trailingZeroBitCount
            let bit = others & (0 &- others)
            others &= others &- 1
            let (kind, bits) = windowCharacter(at: place + offset, bit)
            // Without branches on the class: in mixed text none could be foretold.
            let letter = 0 &- UInt64(kind & 1)
            let (upper, lower) = (0 &- UInt64(kind >> 4 & 1) & letter, 0 &- UInt64(kind >> 5 & 1))
            window.letter |= bits & letter
            window.caseless |= bits & upper & lower
            window.upper |= bits & upper & ~lower
            guard letter == 0, kind & special != 0 else { continue }
            guard kind & 48 != 0, window.letter & bit >> 1 != 0 else {
                window.cut(at: bit)
                return
            }
            window.letter |= bits
            window.caseless |= bits
        }
    }

    /// The classes that, without a letter, the masks do not handle: white space, numbers, bytes that begin no character; in
    /// o200k_base marks too.
    private var special: UInt8 { encoding == .cl100kBase ? 0x86 : 0xB6 }

    /// The class of a whole character of several bytes, and its bytes' bits; class 128 where its first byte begins none.
    @inline(__always)
    private func windowCharacter(at place: Int, _ bit: UInt64) -> (kind: UInt8, bits: UInt64) {
        let word = unsafe UnsafeRawPointer(text + place).loadUnaligned(as: UInt32.self).littleEndian
        let first = word & 0xFF
        let (second, third) = (word >> 8 & 0x3F, word >> 16 & 0x3F)
        if first >= 0xF0 {
            let scalar = (first & 7) << 18 | second << 12 | third << 6 | word >> 24 & 0x3F
            return (classes[scalar].rawValue, bit &* 15)
        }
        if first < 0xC2 { return (128, bit) }
        let two = (first & 0x1F) << 6 | second
        let three = (first & 15) << 12 | second << 6 | third
        let isThree = first >= 0xE0
        return (classes.below65536(isThree ? three : two), bit &* (isThree ? 7 : 3))
    }
}

extension WindowClasses {
    /// Ends the window before the first of these bits.
    @inline(__always)
    mutating func cut(at bits: UInt64) {
        if bits != 0 { valid &= (bits & (0 &- bits)) &- 1 }
    }
}
