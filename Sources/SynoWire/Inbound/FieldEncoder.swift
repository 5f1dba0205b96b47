internal import Wire

/// Writes form fields as Synology Chat is taken to write them: everything but unreserved bytes percent-encoded.
struct FieldEncoder {
    /// The body so far.
    private(set) var bytes: [UInt8] = []

    /// Appends a field, or nothing for `nil`.
    mutating func append(_ name: String, _ value: String?) {
        if let value { append(name, utf8: value.utf8) }
    }

    /// Appends a decimal number, or nothing for `nil`.
    mutating func append(_ name: String, _ value: Int64?) { append(name, value.map(String.init)) }

    /// Appends a field whose value is given as bytes.
    mutating func append(_ name: String, utf8 value: some Sequence<UInt8>) {
        if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
        bytes += name.utf8
        bytes.append(UInt8(ascii: "="))
        for byte in value {
            if Self.isUnreserved(byte) { bytes.append(byte) } else { bytes += Self.triplet(byte) }
        }
    }

    /// `text` percent-encoded.
    static func escaped(_ text: String) -> String {
        String(decoding: text.utf8.flatMap { isUnreserved($0) ? [$0] : triplet($0) }, as: UTF8.self)
    }

    /// `%` and two upper-case digits (RFC 3986 §2.1).
    static func triplet(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    /// RFC 3986 §2.3.
    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }
}
