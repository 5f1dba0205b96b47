/// Percent-coding of bytes (RFC 3986 §2.1).
public enum PercentCoding {
    /// Appends `bytes` to `output`, each byte but `A-Z a-z 0-9 - . _ ~` as `%` and two upper-case hexadecimal digits.
    ///
    /// - Complexity: O(n).
    public static func encode(_ bytes: some Sequence<UInt8>, into output: inout [UInt8]) {
        for byte in bytes {
            if ASCII.isUnreserved(byte) {
                output.append(byte)
            } else {
                output.append(ASCII.percent)
                output.append(digit(byte >> 4))
                output.append(digit(byte & 15))
            }
        }
    }

    /// `text` in UTF-8 with every byte but `A-Z a-z 0-9 - . _ ~` percent-coded.
    ///
    /// - Complexity: O(n).
    public static func encode(_ text: String) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(text.utf8.count * 3)
        encode(text.utf8, into: &output)
        return String(decoding: output, as: UTF8.self)
    }

    /// The decoded bytes; `+` is a plus sign.
    ///
    /// - Returns: `nil` where a `%` is not followed by two hexadecimal digits.
    /// - Complexity: O(n).
    public static func decode(_ bytes: some Collection<UInt8>) -> [UInt8]? {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte == ASCII.percent else {
                output.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(ASCII.hexValue), let low = rest.popFirst().flatMap(ASCII.hexValue)
            else { return nil }
            output.append(high << 4 | low)
        }
        return output
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
}
