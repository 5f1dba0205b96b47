extension SynoBaseURL {
    /// An ASCII letter in lower case; any other byte as it is.
    static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    /// An ASCII digit.
    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// A byte of an IPv6 address, with an IPv4 tail (RFC 3986 §3.2.2).
    static func isAddress(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x66).contains(lowered(byte)) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
    }

    /// A host name: labels of letters, digits, `-` and `_`, at most 253 bytes, a final dot allowed (RFC 1123 §2.1).
    static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard (1...253).contains(bytes.count) else { return false }
        let name = bytes.count > 1 && bytes.last == UInt8(ascii: ".") ? bytes.dropLast() : bytes
        return name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.count)
                && label.allSatisfy {
                    isDigit($0) || (0x61...0x7A).contains(lowered($0)) || $0 == UInt8(ascii: "-")
                        || $0 == UInt8(ascii: "_")
                }
        }
    }

    /// A path segment of a base URL: not empty, neither `.` nor `..`, of `pchar` (RFC 3986 §3.3).
    static func isSegment(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard !bytes.isEmpty, !bytes.elementsEqual(".".utf8), !bytes.elementsEqual("..".utf8) else { return false }
        var rest = bytes
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard rest.count >= 2, rest.prefix(2).allSatisfy(isHexadecimal) else { return false }
                rest = rest.dropFirst(2)
            } else if !isDigit(byte), !(0x61...0x7A).contains(lowered(byte)), !"-._~!$&'()*+,;=:@".utf8.contains(byte) {
                return false
            }
        }
        return true
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x66).contains(lowered(byte))
    }
}
