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
