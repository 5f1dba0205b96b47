/// Finds where the pattern of an encoding ends each piece, by hand, over UTF-8.
///
/// The patterns are those of tiktoken 0.14.0 (Specs/tokens/SPEC.md). Bytes that are not UTF-8 count as punctuation, one
/// by one; the scanner never reads outside `0..<end`.
@safe
struct PieceScanner {
    let text: UnsafePointer<UInt8>
    let end: Int
    let classes = UnicodeClasses()
    let encoding: Encoding
    /// No byte at or after this place has influenced the piece found last.
    private(set) var reach = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ encoding: Encoding) {
        // An empty buffer may have no address; nothing is read from it then.
        unsafe text = bytes.baseAddress ?? UnsafePointer(bitPattern: 1).unsafelyUnwrapped
        end = bytes.count
        self.encoding = encoding
    }

    /// The end of the piece that begins at `start`, which is below `end`.
    mutating func next(from start: Int) -> Int {
        let stop = encoding == .cl100kBase ? cl100k(start) : o200k(start)
        reach = max(reach, stop + 4)
        return stop
    }

    /// The class and the size in bytes of the character at a place; the empty class and size 1 past the end.
    @inline(__always)
    func character(at place: Int) -> (class: CharacterClass, size: Int) {
        guard place < end else { return (Self.pastEnd, 1) }
        let first = unsafe text[place]
        if first < 0x80 { return (classes.ascii(first), 1) }
        return multibyte(at: place, first)
    }

    /// What `character(at:)` gives after the last byte: no pattern takes it.
    private static let pastEnd: CharacterClass = [.letter, .number, .space]

    private func multibyte(at place: Int, _ first: UInt8) -> (class: CharacterClass, size: Int) {
        let size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard first >= 0xC2, place + size <= end else { return ([], 1) }
        var scalar = UInt32(first) & (0x7F >> UInt32(size))
        for offset in 1..<size { scalar = unsafe scalar << 6 | UInt32(text[place + offset] & 0x3F) }
        return (classes[scalar], size)
    }

    /// The end of `'s`, `'t`, `'re`, … in any case at a place, or the place itself.
    ///
    /// U+017F folds to `s`; nothing else outside ASCII folds to one of these letters.
    @inline(__always)
    func contraction(at place: Int) -> Int {
        guard place + 1 < end, unsafe text[place] == UInt8(ascii: "'") else { return place }
        let first = unsafe text[place + 1]
        let second = place + 2 < end ? unsafe text[place + 2] : 0
        switch (first | 0x20, second | 0x20) {
        case (UInt8(ascii: "s"), _), (UInt8(ascii: "d"), _), (UInt8(ascii: "m"), _), (UInt8(ascii: "t"), _):
            return place + 2
        case (UInt8(ascii: "l"), UInt8(ascii: "l")), (UInt8(ascii: "v"), UInt8(ascii: "e")),
            (UInt8(ascii: "r"), UInt8(ascii: "e")):
            return place + 3
        default: return first == 0xC5 && second == 0xBF ? place + 3 : place
        }
    }

    // MARK: cl100k_base

    private mutating func cl100k(_ start: Int) -> Int {
        let (kind, size) = character(at: start)
        if kind.contains(.letter) { return letters(from: start + size) }
        if kind.contains(.number) { return numbers(from: start + size) }
        let after = contraction(at: start)
        if after > start { return after }
        let next = character(at: start + size)
        if !kind.contains(.newline), start + size < end, next.class.contains(.letter) {
            return letters(from: start + size + next.size)
        }
        if !kind.contains(.space) { return punctuation(from: start + size, slash: false) }
        if unsafe text[start] == 0x20, next.class.isPunctuation {
            return punctuation(from: start + size + next.size, slash: false)
        }
        return space(from: start)
    }

    @inline(__always)
    private func letters(from start: Int) -> Int {
        var place = start
        while place < end {
            let (kind, size) = character(at: place)
            guard kind.contains(.letter) else { break }
            place += size
        }
        return place
    }

    // MARK: o200k_base

    private mutating func o200k(_ start: Int) -> Int {
        let (kind, size) = character(at: start)
        if kind.contains(.number) { return numbers(from: start + size) }
        if kind.contains(.letter) { return word(from: start) }
        let next = character(at: start + size)
        if !kind.contains(.newline), start + size < end, next.class.isWord {
            // A mark is also a word of its own, where no word with a small letter follows it as a prefix.
            if kind.isWord, cased(from: start + size).small == nil { return word(from: start) }
            return word(from: start + size)
        }
        if kind.isWord { return word(from: start) }
        if !kind.contains(.space) { return punctuation(from: start + size, slash: true) }
        if unsafe text[start] == 0x20, next.class.isPunctuation {
            return punctuation(from: start + size + next.size, slash: true)
        }
        return space(from: start)
    }

    /// `[UP]*[LOW]+` or `[UP]+[LOW]*`, then a contraction.
    private mutating func word(from start: Int) -> Int {
        let (small, capitals) = cased(from: start)
        reach = max(reach, capitals + 4)
        return contraction(at: small ?? capitals)
    }

    /// The end of `[UP]*[LOW]+`, where it matches, and the end of `[UP]*`.
    private func cased(from start: Int) -> (small: Int?, capitals: Int) {
        var place = start
        var caseless: Int?
        while place < end {
            let (kind, size) = character(at: place)
            guard kind.contains(.upper) else { break }
            place += size
            if kind.contains(.lower) { caseless = place }
        }
        let capitals = place
        while place < end {
            let (kind, size) = character(at: place)
            guard kind.contains(.lower) else { break }
            place += size
        }
        // Without a small letter the pattern gives back capitals until a caseless letter can stand for one.
        return (place > capitals ? place : caseless, capitals)
    }

    // MARK: both

    @inline(__always)
    private func numbers(from start: Int) -> Int {
        var place = start
        for _ in 1...2 {
            let (kind, size) = character(at: place)
            guard place < end, kind.contains(.number) else { break }
            place += size
        }
        return place
    }

    @inline(__always)
    private func punctuation(from start: Int, slash: Bool) -> Int {
        var place = start
        while place < end {
            let (kind, size) = character(at: place)
            guard kind.isPunctuation else { break }
            place += size
        }
        while place < end {
            let byte = unsafe text[place]
            guard byte == 0x0A || byte == 0x0D || slash && byte == 0x2F else { break }
            place += 1
        }
        return place
    }

    /// White space: up to its last newline; else all but its last character, which may belong to what follows.
    private mutating func space(from start: Int) -> Int {
        var place = start
        var last = start
        var newline = start
        while place < end {
            let (kind, size) = character(at: place)
            guard kind.contains(.space) else { break }
            last = place
            place += size
            if kind.contains(.newline) { newline = place }
        }
        reach = max(reach, place + 4)
        if place == end, encoding == .cl100kBase { return place }
        if newline > start { return newline }
        if place == end { return place }
        return last > start ? last : place
    }
}

extension CharacterClass {
    /// Neither white space nor letter nor number, `[^\s\p{L}\p{N}]`.
    @inline(__always) var isPunctuation: Bool { rawValue & 7 == 0 }
    /// A letter or a mark, as o200k_base has it.
    @inline(__always) var isWord: Bool { rawValue & 48 != 0 }
}
