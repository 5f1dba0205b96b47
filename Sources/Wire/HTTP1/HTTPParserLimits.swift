/// How much of a request ``HTTPRequestParser`` takes before it refuses the rest.
///
/// Every limit is checked while the bytes arrive, so that an endless line or body is refused early (RFC 9110 §2.3,
/// RFC 9112 §3 and §7.1.1).
public struct HTTPParserLimits: Sendable, Equatable {
    /// Bytes of the request line without its CRLF; RFC 9112 §3 recommends at least 8,000.
    public var requestLine: Int
    /// Bytes of all field lines together, their CRLFs included; trailers have the same limit of their own.
    public var headerSection: Int
    /// Field lines; trailers have the same limit of their own.
    public var fields: Int
    /// Bytes of the decoded body.
    public var body: Int
    /// Bytes of all chunk extensions of one body together.
    public var chunkExtensions: Int
    /// Empty lines skipped before a request line (RFC 9112 §2.2).
    public var emptyLines: Int

    /// Creates limits; the defaults are those of `Specs/http/SPEC.md`.
    public init(
        requestLine: Int = 8192,
        headerSection: Int = 16384,
        fields: Int = 64,
        body: Int = 65536,
        chunkExtensions: Int = 4096,
        emptyLines: Int = 8
    ) {
        self.requestLine = requestLine
        self.headerSection = headerSection
        self.fields = fields
        self.body = body
        self.chunkExtensions = chunkExtensions
        self.emptyLines = emptyLines
    }
}
