/// Where an `http` or `https` URL leads: its scheme, host and port in one normal form (RFC 3986 §3, §6.2).
///
/// Two URLs of one server have the same origin, however they were typed.
public struct HTTPOrigin: Sendable, Hashable {
    /// Why a text does not begin with an origin.
    public enum Fault: Error, Equatable, Sendable {
        /// It does not begin with `http://` or `https://`.
        case scheme
        /// A user name or password comes before the host.
        case credentials
        /// The host is missing, or has characters that no host has.
        case host
        /// The port is not 1 to 65535.
        case port
    }

    /// `http(s)://host[:port]`, in lower case, without the scheme's own port.
    public let text: String

    /// Takes the origin off the front of a URL; path, query and fragment are left.
    ///
    /// - Throws: ``Fault`` with the reason.
    /// - Complexity: O(n).
    public init(takenFrom bytes: inout ArraySlice<UInt8>) throws(Fault) {
        let scheme = try Self.takeScheme(&bytes)
        let authority = bytes.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        bytes = bytes.dropFirst(authority.count)
        guard !authority.contains(UInt8(ascii: "@")) else { throw .credentials }
        let host = try Self.host(authority)
        let port = try Self.port(authority.dropFirst(host.count))
        let isUsual = port == nil || port == (scheme == "http" ? 80 : 443)
        text = "\(scheme)://\(String(decoding: host.map(Self.lowered), as: UTF8.self))\(isUsual ? "" : ":\(port ?? 0)")"
    }

    /// The origin that a text is, with nothing but a slash after it; `nil` for any other text.
    public init?(_ text: String) {
        var bytes = Array(text.utf8)[...]
        do { try self.init(takenFrom: &bytes) } catch { return nil }
        guard bytes.isEmpty || bytes.elementsEqual("/".utf8) else { return nil }
    }

    /// Takes `http://` or `https://`, in any case (RFC 3986 §3.1).
    private static func takeScheme(_ bytes: inout ArraySlice<UInt8>) throws(Fault) -> String {
        for name in ["http", "https"] {
            let start = bytes.prefix(name.utf8.count + 3).map(lowered)
            guard start.elementsEqual("\(name)://".utf8) else { continue }
            bytes = bytes.dropFirst(start.count)
            return name
        }
        throw .scheme
    }

    /// The host of `host[:port]` (RFC 3986 §3.2.2).
    private static func host(_ authority: ArraySlice<UInt8>) throws(Fault) -> ArraySlice<UInt8> {
        guard authority.first == UInt8(ascii: "[") else {
            let host = authority.prefix { $0 != UInt8(ascii: ":") }
            guard isName(host) else { throw .host }
            return host
        }
        guard let end = authority.firstIndex(of: UInt8(ascii: "]")) else { throw .host }
        let host = authority[...end]
        let inner = host.dropFirst().dropLast()
        guard inner.contains(UInt8(ascii: ":")), inner.allSatisfy(isAddress) else { throw .host }
        return host
    }

    /// Nothing, or `:` and 1 to 65535.
    private static func port(_ bytes: ArraySlice<UInt8>) throws(Fault) -> Int? {
        guard !bytes.isEmpty else { return nil }
        let digits = bytes.dropFirst()
        guard bytes.first == UInt8(ascii: ":"), (1...5).contains(digits.count), digits.allSatisfy(isDigit),
            let number = Int(String(decoding: digits, as: UTF8.self)), (1...65_535).contains(number)
        else { throw .port }
        return number
    }
}

// Characters.
extension HTTPOrigin {
    private static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// A byte of an IPv6 address, with an IPv4 tail (RFC 3986 §3.2.2).
    private static func isAddress(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x66).contains(lowered(byte)) || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
    }

    /// A host name: labels of letters, digits, `-` and `_`, at most 253 bytes, a final dot allowed (RFC 1123 §2.1).
    private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
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
}
