import Wire

/// What a decoder needs of a request: the body and its type.
public struct SynoPost: Sendable, Equatable {
    /// The body, after the transfer coding.
    public var body: [UInt8]

    /// The value of `Content-Type`, if one was sent.
    public var contentType: String?

    /// Creates a post.
    public init(body: [UInt8], contentType: String? = nil) {
        self.body = body
        self.contentType = contentType
    }

    /// The fields of the form in their order, before anybody asks which of them are known.
    ///
    /// SYN-001, SYN-002, SYN-006.
    func pairs() throws(SynoError) -> [FormPair] {
        guard mediaType == nil || mediaType == "application/x-www-form-urlencoded" else {
            throw SynoError(
                .unsupportedType,
                at: 0,
                "SYN-001",
                "The content type is not application/x-www-form-urlencoded."
            )
        }
        do { return try FormParser.parse(body) } catch { throw SynoError(form: error) }
    }

    /// The media type in lower case, without its parameters (RFC 9110 §8.3.1).
    private var mediaType: String? {
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

/// The body holds the token: it is not written out (SYN-013).
extension SynoPost: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The size and the type.
    public var description: String { "\(body.count) bytes of \(contentType ?? "no type")" }

    /// The same.
    public var debugDescription: String { description }

    /// The same, and no more.
    public var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
