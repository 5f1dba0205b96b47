/// One whole request: the line, the fields and the decoded body.
public struct HTTPRequest: Sendable, Equatable {
    /// The method, case-sensitive (RFC 9110 §9.1).
    public var method: String
    /// The target as it was written, taken apart.
    public var target: HTTPTarget
    /// The minor version of HTTP/1; above 1 it is treated as 1 (RFC 9110 §2.5).
    public var minorVersion: Int
    /// The field lines in order; the trailers of a chunked body are not among them (RFC 9110 §6.5.1).
    public var headers: HTTPFields
    /// The body without its transfer coding.
    public var body: [UInt8]
    /// Whether the connection may carry another request after the answer (RFC 9112 §9.3).
    public var keepsAlive: Bool

    /// The host and port the request is for: those of an absolute target, else those of Host (RFC 9112 §3.3).
    public var authority: String? { target.authority ?? headers["Host"] }
}
