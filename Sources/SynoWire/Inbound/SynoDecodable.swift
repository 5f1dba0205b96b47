public import Wire

/// A value that Synology Chat posts to an integration.
public protocol SynoDecodable: Sendable, Equatable {
    /// Decodes a request.
    ///
    /// - Throws: ``SynoError`` at the first fault.
    /// - Complexity: O(n) in the body's bytes.
    static func decode(_ post: SynoPost) throws(SynoError) -> Self

    /// What `inspect` prints: one fixed set of members, absent values as `null`.
    ///
    /// Holds the token: never log it.
    var canonicalJSON: JSONValue { get }

    /// The form body that Synology Chat would send for this value, in the field order of the captures.
    func encoded() -> [UInt8]
}

extension SynoDecodable {
    /// Decodes a form body.
    public static func decode(_ body: [UInt8]) throws(SynoError) -> Self {
        try decode(SynoPost(body: body))
    }
}

/// Collects a body that arrives in pieces and decodes it when it is complete.
public struct SynoBodyDecoder<Value: SynoDecodable>: Sendable {
    /// The longest body accepted, in bytes.
    ///
    /// SYN-007.
    public let limit: Int
    private var post: SynoPost

    /// Creates a decoder for one body.
    public init(limit: Int = 65_536) {
        self.limit = limit
        post = SynoPost(body: [])
    }

    /// Takes the next bytes.
    ///
    /// - Throws: ``SynoError`` `too-long` at the first byte beyond the limit.
    public mutating func receive(_ bytes: some Sequence<UInt8>) throws(SynoError) {
        for byte in bytes {
            guard post.body.count < limit else {
                throw SynoError(.tooLong, at: limit, "SYN-007", "The body is longer than \(limit) bytes.")
            }
            post.body.append(byte)
        }
    }

    /// Decodes what was received.
    public func finish() throws(SynoError) -> Value { try Value.decode(post) }
}
