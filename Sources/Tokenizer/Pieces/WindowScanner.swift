import CClassMasks

/// Finds pieces 64 bytes at a time, and cuts them further where no token can span (`Vocabulary.joins`).
///
/// A window begins where a piece or a part of one begins. Bit masks give all starts in it whose right neighbours are inside;
/// the last of them begins the next window. What the masks do not decide, `PieceScanner` does, a piece at a time.
@safe
struct WindowScanner {
    private(set) var scanner: PieceScanner
    private let vocabulary: Vocabulary
    private let masks: MaskSource
    private let places: BitPlaces
    /// Where the next window begins.
    private(set) var place = 0
    /// Where the piece begins that `place` is in.
    private var piece = 0
    /// Whether the text's end is known, and 64 bytes beyond it can be read.
    private let padded: Bool
    /// Whether the text may go on after its end.
    private let growing: Bool

    /// The bytes that must follow a window's start where the text is not padded.
    static let margin = 128

    init(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ tokenizer: Tokenizer,
        padded: Bool,
        growing: Bool = false
    ) {
        unsafe scanner = PieceScanner(bytes, tokenizer.encoding)
        vocabulary = tokenizer.vocabulary
        masks = tokenizer.masks
        places = tokenizer.places
        self.padded = padded
        self.growing = growing
    }

    /// The text's bytes.
    @inline(__always) var text: UnsafePointer<UInt8> { unsafe scanner.text }

    /// Writes where parts begin, as many as fit with 64 to spare, and after them where the last one ends.
    ///
    /// No parts are left when it answers 0: the text is at its end or, unpadded, within `margin` of it.
    @inline(never)
    mutating func fill(_ starts: UnsafeMutablePointer<Int>, capacity: Int) -> Int {
        var count = 0
        let limit = padded ? scanner.end : scanner.end - Self.margin + 1
        while place < limit, count < capacity {
            unsafe class_masks_prefetch(text + place + 1024)
            let window = scanner.classes(at: place, unsafe masks(text + place))
            guard window.valid != 0 else {
                guard unsafe scalar(starts, &count) else { break }
                continue
            }
            let final =
                padded && place + 64 >= scanner.end
                && window.valid.leadingZeroBitCount == 64 - min(64, scanner.end - place)
            let pieces = pieceStarts(window, final: final)
            let parts = pieces | seams(window, pieces)
            var bits = parts
            var stop = scanner.end
            if !final {
                let last = 63 - parts.leadingZeroBitCount
                guard last > 0 else {
                    guard unsafe scalar(starts, &count) else { break }
                    continue
                }
                bits ^= 1 << UInt64(last)
                stop = place + last
                if pieces > 1 { piece = place + 63 - pieces.leadingZeroBitCount }
            }
            count &+= unsafe places(of: bits, from: place, starts + count)
            place = stop
        }
        unsafe starts[count] = place
        return count
    }

    /// Writes one part by hand, the rest of the piece that `place` is in; false where further text could change it.
    @inline(never)
    private mutating func scalar(_ starts: UnsafeMutablePointer<Int>, _ count: inout Int) -> Bool {
        var stop = scanner.next(from: piece)
        // Only where bytes are not UTF-8 can the piece be found to end sooner.
        if stop <= place { stop = scanner.next(from: place) }
        if growing, scanner.reach >= scanner.end { return false }
        unsafe starts[count] = place
        count += 1
        place = stop
        piece = stop
        return true
    }

    @inline(__always)
    private func pieceStarts(_ window: WindowClasses, final: Bool) -> UInt64 {
        scanner.encoding == .cl100kBase
            ? scanner.cl100kStarts(window, at: place, final: final)
            : scanner.o200kStarts(window, at: place, final: final)
    }

    /// Where a piece falls into parts: before a letter of three bytes that no token joins with the three bytes before.
    @inline(__always)
    private func seams(_ window: WindowClasses, _ pieces: UInt64) -> UInt64 {
        var pairs = window.three & window.three << 3 & window.letter & ~pieces
        var seams: UInt64 = 0
        while pairs != 0 {
            let bit = pairs & (0 &- pairs)
            let offset = place &+ pairs.trailingZeroBitCount
            pairs &= pairs &- 1
            let word = unsafe UnsafeRawPointer(text + offset - 3).loadUnaligned(as: UInt64.self).littleEndian
            seams |= bit & (vocabulary.joins(Self.scalar(word), Self.scalar(word >> 24)) &- 1)
        }
        return seams
    }

    /// The character of three bytes that a word begins with.
    @inline(__always)
    private static func scalar(_ word: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: (word & 15) << 12 | (word >> 8 & 63) << 6 | word >> 16 & 63)
    }
}
