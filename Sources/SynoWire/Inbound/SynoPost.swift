/// What a decoder needs of a request: the body, and the few headers that matter.
public struct SynoPost: Sendable, Equatable {
    /// Header names in which programs in the field look for the token, without capture (SYN-063).
    public static let tokenHeaders = ["x-synology-token", "x-webhook-token", "x-openclaw-token"]

    /// The body, after the transfer coding.
    public var body: [UInt8]

    /// The value of `Content-Type`, if one was sent.
    public var contentType: String?

    /// The token of a header, if one was sent.
    public var headerToken: String?

    /// Creates a post from a body alone: a form.
    public init(body: [UInt8]) { self.body = body }

    /// Creates a post from a body and a look-up of header fields, whose names are given in lower case.
    public init(body: [UInt8], header: (_ name: String) -> String?) {
        self.body = body
        contentType = header("content-type")
        headerToken = Self.tokenHeaders.lazy.compactMap(header).first ?? header("authorization").flatMap(Self.bearer)
    }

    /// The credentials of an `Authorization` field whose scheme is `Bearer`, compared without case (RFC 9110 §11.1).
    private static func bearer(_ value: String) -> String? {
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1])
    }

    /// The media type in lower case, without its parameters (RFC 9110 §8.3.1).
    var mediaType: String? {
        contentType.map { type in
            var essence: [UInt8] = []
            for byte in type.utf8 where byte != UInt8(ascii: " ") && byte != UInt8(ascii: "\t") {
                if byte == UInt8(ascii: ";") { break }
                essence.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
            }
            return String(decoding: essence, as: UTF8.self)
        }
    }
}

/// The body and the header hold the token: neither is written out (SYN-013).
extension SynoPost: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The size and the type, and whether there is a token.
    public var description: String {
        let token = headerToken == nil ? "" : ", token in a header"
        return "\(body.count) bytes of \(contentType ?? "no type")\(token)"
    }

    /// The same.
    public var debugDescription: String { description }

    /// The same, and no more.
    public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
