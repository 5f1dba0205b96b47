/// The character classes of RFC 9110 §5.6, RFC 9112 and RFC 3986, each a test of one byte.
enum HTTPByteClass {
    /// One bit for each ASCII character of a class.
    private struct Bits {
        let low: UInt64
        let high: UInt64

        @inline(__always)
        func contains(_ byte: UInt8) -> Bool {
            byte < 128 && ((byte < 64 ? low : high) >> UInt64(byte & 63)) & 1 == 1
        }
    }

    /// `tchar` (RFC 9110 §5.6.2).
    @inline(__always)
    static func isToken(_ byte: UInt8) -> Bool {
        Bits(low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE).contains(byte)
    }

    /// `unreserved / sub-delims / ":" / "@" / "/" / "?"`: the unescaped bytes of a path or query (RFC 3986 §3.3, §3.4).
    @inline(__always)
    static func isTarget(_ byte: UInt8) -> Bool {
        Bits(low: 0xAFFF_FFD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFF).contains(byte)
    }

    /// `unreserved / sub-delims` without the comma: the unescaped bytes of a registered name (RFC 3986 §3.2.2).
    @inline(__always)
    static func isRegisteredName(_ byte: UInt8) -> Bool {
        Bits(low: 0x2BFF_6FD2_0000_0000, high: 0x47FF_FFFE_87FF_FFFE).contains(byte)
    }

    /// `field-vchar / SP / HTAB` (RFC 9110 §5.5).
    @inline(__always)
    static func isFieldValue(_ byte: UInt8) -> Bool {
        byte >= ASCII.space && byte != 0x7F || byte == ASCII.tab
    }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool { byte == ASCII.space || byte == ASCII.tab }

    @inline(__always)
    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }

    /// Whether some bytes are a text without regard to the case of ASCII letters.
    static func equal(_ bytes: ArraySlice<UInt8>, _ text: String) -> Bool {
        bytes.count == text.utf8.count && zip(bytes, text.utf8).allSatisfy { lowercased($0) == lowercased($1) }
    }

    /// Whether some bytes are a literal in lower case without regard to the case of their ASCII letters.
    @inline(__always)
    static func equal(_ bytes: ArraySlice<UInt8>, literal: StaticString) -> Bool {
        guard bytes.count == literal.utf8CodeUnitCount else { return false }
        return literal.withUTF8Buffer { expected in
            for index in 0..<expected.count {
                guard unsafe lowercased(bytes[bytes.startIndex + index]) == expected[index] else { return false }
            }
            return true
        }
    }
}
