/// What was expected, what came instead, and the bytes at fault.
public struct Fault: Sendable, Equatable {
    /// The case, and how its input was cut.
    public let name: String
    /// What should have come.
    public let expected: String
    /// What came.
    public let got: String
    /// The input.
    public let bytes: [UInt8]

    /// Creates a fault.
    public init(_ name: String, expected: String, got: String, bytes: [UInt8]) {
        self.name = name
        self.expected = expected
        self.got = got
        self.bytes = bytes
    }

    /// The fault with every occurrence of these texts replaced by `***`.
    func hiding(_ secrets: [String]) -> Fault {
        func hide(_ bytes: [UInt8]) -> [UInt8] {
            secrets.filter { !$0.isEmpty }.reduce(bytes) { $0.replacing(Array($1.utf8), with: Array("***".utf8)) }
        }
        func hide(_ text: String) -> String { String(decoding: hide(Array(text.utf8)), as: UTF8.self) }
        return Fault(hide(name), expected: hide(expected), got: hide(got), bytes: hide(bytes))
    }

    /// Text or bytes as printable ASCII: quotes, backslashes and everything else as YAML's escapes, and not above 400 bytes.
    static func printable(_ bytes: some Collection<UInt8>) -> String {
        var text = ""
        for byte in bytes.prefix(400) {
            switch byte {
            case UInt8(ascii: "\""): text += "\\\""
            case UInt8(ascii: "\\"): text += "\\\\"
            case UInt8(ascii: "\n"): text += "\\n"
            case UInt8(ascii: "\r"): text += "\\r"
            case UInt8(ascii: "\t"): text += "\\t"
            case 0x20...0x7E: text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return bytes.count > 400 ? "\(text) ... (\(bytes.count) bytes)" : text
    }
}
