import Wire

/// The URL of a NAS: `http(s)://host[:port][/prefix]`, without a trailing slash.
///
/// SYN-072 to SYN-078. Two ways to write one NAS give the same value.
public struct SynoBaseURL: Sendable, Hashable, CustomStringConvertible {
    /// The normal form: scheme and host in lower case, no trailing slash, no `/webapi/entry.cgi`, not the scheme's own
    /// port.
    public let text: String

    /// The normal form; it holds no secret.
    public var description: String { text }

    /// Checks and normalises a URL as a person typed or pasted it: wrappings, trailing slashes and the path of the entry
    /// point are removed.
    ///
    /// - Throws: ``EntryPointError`` with the reason.
    /// - Complexity: O(n).
    public init(_ typed: String) throws(EntryPointError) {
        let text = TypedText.unwrapped(typed)
        guard !text.isEmpty else { throw .empty }
        var bytes = Array(text.utf8)[...]
        let origin: HTTPOrigin
        do { origin = try HTTPOrigin(takenFrom: &bytes) } catch { throw EntryPointError(error) }
        self.text = origin.text + (try Self.prefix(bytes))
    }

    /// The path before the entry point, without trailing slashes (RFC 3986 §3.3).
    private static func prefix(_ bytes: ArraySlice<UInt8>) throws(EntryPointError) -> String {
        guard !bytes.contains(UInt8(ascii: "?")), !bytes.contains(UInt8(ascii: "#")) else { throw .query }
        var path = withoutSlashes(bytes)
        let entry = Array("/webapi/entry.cgi".utf8)
        if path.suffix(entry.count).elementsEqual(entry) { path = withoutSlashes(path.dropLast(entry.count)) }
        for segment in path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst() {
            guard isSegment(segment) else { throw .path }
        }
        return String(decoding: path, as: UTF8.self)
    }

    private static func withoutSlashes(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while rest.last == UInt8(ascii: "/") { rest = rest.dropLast() }
        return rest
    }

    /// A path segment of a base URL: not empty, neither `.` nor `..`, of `pchar` (RFC 3986 §3.3).
    private static func isSegment(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard !bytes.isEmpty, !bytes.elementsEqual(".".utf8), !bytes.elementsEqual("..".utf8) else { return false }
        var rest = bytes
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard rest.count >= 2, rest.prefix(2).allSatisfy(isHexadecimal) else { return false }
                rest = rest.dropFirst(2)
            } else if !isLetterOrDigit(byte), !"-._~!$&'()*+,;=:@".utf8.contains(byte) {
                return false
            }
        }
        return true
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
