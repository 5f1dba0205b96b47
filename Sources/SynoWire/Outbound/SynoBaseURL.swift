/// The URL of a NAS: `http(s)://host[:port][/prefix]`, without a trailing slash.
///
/// SYN-072 to SYN-075.
public struct SynoBaseURL: Sendable, Hashable, CustomStringConvertible {
    /// The normal form: scheme and host in lower case, no trailing slash, no `/webapi/entry.cgi`.
    public let text: String

    /// Whether the scheme is `https`.
    public var isSecure: Bool { text.hasPrefix("https:") }

    /// The normal form; it holds no secret.
    public var description: String { text }

    /// Checks and normalises a URL as a person typed or pasted it: wrappings, trailing slashes and the path of the entry
    /// point are removed.
    ///
    /// - Throws: ``EntryPointError`` with the reason.
    /// - Complexity: O(n).
    public init(_ typed: String) throws(EntryPointError) {
        let text = Pasted.unwrapped(typed)
        guard !text.isEmpty else { throw .empty }
        var bytes = Array(text.utf8)[...]
        let scheme = try Self.scheme(&bytes)
        let authority = bytes.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        bytes = bytes.dropFirst(authority.count)
        let place = try Self.authority(authority)
        self.text = "\(scheme)://\(place)\(try Self.prefix(bytes))"
    }

    /// Takes `http://` or `https://`, in any case (RFC 3986 §3.1).
    private static func scheme(_ bytes: inout ArraySlice<UInt8>) throws(EntryPointError) -> String {
        for name in ["http", "https"] {
            let start = bytes.prefix(name.utf8.count + 3).map(lowered)
            guard start.elementsEqual("\(name)://".utf8) else { continue }
            bytes = bytes.dropFirst(start.count)
            return name
        }
        throw .scheme
    }

    /// `host[:port]`, the host in lower case (RFC 3986 §3.2).
    private static func authority(_ bytes: ArraySlice<UInt8>) throws(EntryPointError) -> String {
        guard !bytes.contains(UInt8(ascii: "@")) else { throw .credentials }
        let host: ArraySlice<UInt8>
        if bytes.first == UInt8(ascii: "[") {
            guard let end = bytes.firstIndex(of: UInt8(ascii: "]")) else { throw .host }
            host = bytes[...end]
            let inner = host.dropFirst().dropLast()
            guard inner.contains(UInt8(ascii: ":")), inner.allSatisfy(isAddress) else { throw .host }
        } else {
            host = bytes.prefix { $0 != UInt8(ascii: ":") }
            guard isName(host) else { throw .host }
        }
        return String(decoding: host.map(lowered), as: UTF8.self) + (try port(bytes.dropFirst(host.count)))
    }

    /// Nothing, or `:` and 1 to 65535.
    private static func port(_ bytes: ArraySlice<UInt8>) throws(EntryPointError) -> String {
        guard !bytes.isEmpty else { return "" }
        let digits = bytes.dropFirst()
        guard bytes.first == UInt8(ascii: ":"), (1...5).contains(digits.count), digits.allSatisfy(isDigit),
            let number = Int(String(decoding: digits, as: UTF8.self)), (1...65_535).contains(number)
        else { throw .port }
        return ":\(number)"
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
}
