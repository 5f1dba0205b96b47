extension JSONReader {
    /// `string = quotation-mark *char quotation-mark` (RFC 8259 §7); the position is at the opening mark.
    mutating func string(_ input: Span<UInt8>) throws(JSONError) -> String {
        position += 1
        let start = position
        skipPlainBytes(input)
        guard position < input.count, input[position] == ASCII.quote else { return try escapedString(input, start) }
        guard let text = text(input, start..<position) else { throw invalidUTF8(input, from: start) }
        position += 1
        return text
    }

    /// A string that holds an escape or a fault.
    private mutating func escapedString(_ input: Span<UInt8>, _ start: Int) throws(JSONError) -> String {
        scratch.removeAll(keepingCapacity: true)
        do throws(JSONError) {
            var run = start
            while true {
                if run < position { copy(input, run..<position) }
                guard position < input.count else { throw JSONError(.unexpectedEnd, at: position) }
                if input[position] == ASCII.quote { break }
                guard input[position] == ASCII.backslash else { throw JSONError(.controlCharacter, at: position) }
                try escape(input)
                run = position
                // Escapes often follow one another: \uXXXX for every character of a Chinese text.
                if position < input.count, input[position] == ASCII.backslash { continue }
                skipPlainBytes(input)
            }
        } catch {
            // Of two faults the first in the text is reported.
            throw illFormed(input, from: start) ?? error
        }
        // An escape yields whole characters, so what is ill-formed here was so in the input.
        guard let text = String(validating: scratch, as: UTF8.self) else { throw invalidUTF8(input, from: start) }
        position += 1
        return text
    }

    /// Appends a range of the input to the scratch bytes.
    @inline(__always)
    private mutating func copy(_ input: Span<UInt8>, _ range: Range<Int>) {
        unsafe input.extracting(range).withUnsafeBufferPointer { unsafe scratch.append(contentsOf: $0) }
    }

    /// The text of a range, or `nil` where it is not well-formed UTF-8.
    @inline(__always)
    func text(_ input: Span<UInt8>, _ range: Range<Int>) -> String? {
        guard let span = try? UTF8Span(validating: input.extracting(range)) else { return nil }
        return String(copying: span)
    }

    /// The error of a string that is known to be ill-formed between `start` and the position.
    private func invalidUTF8(_ input: Span<UInt8>, from start: Int) -> JSONError {
        illFormed(input, from: start) ?? JSONError(.invalidUTF8, at: start)
    }

    /// The error of the first ill-formed byte between `start` and the position, or `nil`.
    ///
    /// A sequence cut off by the end of the text does not count: more bytes could complete it.
    private func illFormed(_ input: Span<UInt8>, from start: Int) -> JSONError? {
        do {
            _ = try UTF8Span(validating: input.extracting(start..<position))
            return nil
        } catch {
            let isCutOff = error.kind == .truncatedScalar && start + error.byteOffsets.upperBound == input.count
            return isCutOff ? nil : JSONError(.invalidUTF8, at: start + error.byteOffsets.lowerBound)
        }
    }

    /// Moves to the next quotation mark, backslash or control character, or to the end.
    @inline(__always)
    private mutating func skipPlainBytes(_ input: Span<UInt8>) {
        let bytes = unsafe input.bytes
        while position &+ 8 <= input.count {
            let word = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
            let special = Self.specialBytes(UInt64(littleEndian: word))
            if special != 0 {
                position &+= special.trailingZeroBitCount >> 3
                return
            }
            position &+= 8
        }
        while position < input.count {
            let byte = input[position]
            if byte == ASCII.quote || byte == ASCII.backslash || byte < ASCII.space { return }
            position &+= 1
        }
    }

    /// Eight bytes at once: the high bit of the first byte that is `"`, `\` or below U+0020 is the lowest bit set.
    ///
    /// A borrow may set bits above a true hit, never below one.
    /// Source: Anderson, "Bit Twiddling Hacks", determine if a word has a byte less than n.
    @inline(__always)
    private static func specialBytes(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = word ^ (ones &* UInt64(ASCII.quote))
        let backslashes = word ^ (ones &* UInt64(ASCII.backslash))
        let zeros = ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
        return (zeros | ((word &- ones &* 0x20) & ~word)) & (ones << 7)
    }
}

extension JSONReader {
    /// An escape sequence; the position is at the backslash.
    @inline(__always)
    private mutating func escape(_ input: Span<UInt8>) throws(JSONError) {
        guard position + 1 < input.count else { throw JSONError(.unexpectedEnd, at: input.count) }
        let plain: UInt8
        switch input[position + 1] {
        case ASCII.quote: plain = ASCII.quote
        case ASCII.backslash: plain = ASCII.backslash
        case UInt8(ascii: "/"): plain = UInt8(ascii: "/")
        case UInt8(ascii: "b"): plain = 0x08
        case UInt8(ascii: "f"): plain = 0x0C
        case UInt8(ascii: "n"): plain = ASCII.lineFeed
        case UInt8(ascii: "r"): plain = ASCII.carriageReturn
        case UInt8(ascii: "t"): plain = ASCII.tab
        case UInt8(ascii: "u"):
            try unicodeEscape(input)
            return
        default: throw JSONError(.badEscape, at: position + 1)
        }
        scratch.append(plain)
        position += 2
    }

    /// `\uXXXX`, or two of them where they are a surrogate pair.
    private mutating func unicodeEscape(_ input: Span<UInt8>) throws(JSONError) {
        let start = position
        let unit = try codeUnit(input)
        guard unit & 0xF800 == 0xD800 else { return append(UInt32(unit)) }
        let second = position
        if unit < 0xDC00, try beginsUnicodeEscape(input) {
            let low = try codeUnit(input)
            if low & 0xFC00 == 0xDC00 {
                return append(0x10000 + UInt32(unit & 0x3FF) << 10 + UInt32(low & 0x3FF))
            }
        }
        position = start
        guard case .replace = surrogates else { throw JSONError(.loneSurrogate, at: start) }
        position = second
        append(0xFFFD)
    }

    /// Whether `\u` is next; where the text ends too early to tell, its end is the fault.
    private func beginsUnicodeEscape(_ input: Span<UInt8>) throws(JSONError) -> Bool {
        guard position < input.count else { throw JSONError(.unexpectedEnd, at: input.count) }
        guard input[position] == ASCII.backslash else { return false }
        guard position + 1 < input.count else { throw JSONError(.unexpectedEnd, at: input.count) }
        return input[position + 1] == UInt8(ascii: "u")
    }

    /// The four hexadecimal digits of an escape; the position is at its backslash.
    @inline(__always)
    private mutating func codeUnit(_ input: Span<UInt8>) throws(JSONError) -> UInt16 {
        position += 2
        if position + 4 <= input.count {
            let digits = unsafe input.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt32.self)
            if let unit = Self.hexadecimal(UInt32(littleEndian: digits)) {
                position += 4
                return unit
            }
        }
        return try faultyCodeUnit(input)
    }

    /// The number that four hexadecimal digits write, the first of them in the lowest byte; `nil` where one is none.
    ///
    /// All four are compared at once: adding 80 less a bound sets the high bit of a byte from the bound on.
    @inline(__always)
    private static func hexadecimal(_ digits: UInt32) -> UInt16? {
        let ones: UInt32 = 0x0101_0101
        // Without high bits no sum goes over into the next byte.
        guard digits & 0x8080_8080 == 0 else { return nil }
        let lower = digits | 0x2020_2020
        let decimal = (digits &+ ones &* (0x80 - 0x30)) & ~(digits &+ ones &* (0x80 - 0x3A))
        let letter = (lower &+ ones &* (0x80 - 0x61)) & ~(lower &+ ones &* (0x80 - 0x67))
        guard (decimal | letter) & 0x8080_8080 == 0x8080_8080 else { return nil }
        let values = ((digits & 0x0F0F_0F0F) &+ (letter >> 7 & ones) &* 9).byteSwapped
        let pairs = (values | values >> 4) & 0x00FF_00FF
        return UInt16(truncatingIfNeeded: pairs >> 8 | pairs)
    }

    /// Four digits of which one is missing or wrong.
    private mutating func faultyCodeUnit(_ input: Span<UInt8>) throws(JSONError) -> UInt16 {
        while position < input.count, ASCII.hexValue(input[position]) != nil { position += 1 }
        throw JSONError(position < input.count ? .badEscape : .unexpectedEnd, at: position)
    }

    /// Appends a scalar value (not a surrogate) as UTF-8.
    @inline(__always)
    private mutating func append(_ scalar: UInt32) {
        guard scalar >= 0x80 else { return scratch.append(UInt8(truncatingIfNeeded: scalar)) }
        if scalar < 0x800 {
            scratch.append(UInt8(truncatingIfNeeded: scalar >> 6 | 0xC0))
        } else {
            if scalar < 0x10000 {
                scratch.append(UInt8(truncatingIfNeeded: scalar >> 12 | 0xE0))
            } else {
                scratch.append(UInt8(truncatingIfNeeded: scalar >> 18 | 0xF0))
                scratch.append(UInt8(truncatingIfNeeded: scalar >> 12 & 0x3F | 0x80))
            }
            scratch.append(UInt8(truncatingIfNeeded: scalar >> 6 & 0x3F | 0x80))
        }
        scratch.append(UInt8(truncatingIfNeeded: scalar & 0x3F | 0x80))
    }
}
