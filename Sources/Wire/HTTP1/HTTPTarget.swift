/// The target of a request line, taken apart but not decoded (RFC 9112 §3.2).
public struct HTTPTarget: Sendable, Equatable {
    /// The four forms of a request target.
    public enum Form: Sendable {
        /// `/path?query`
        case origin
        /// `http://host/path?query`
        case absolute
        /// `host:port`, for CONNECT alone
        case authority
        /// `*`, for OPTIONS alone
        case asterisk
    }

    /// The form it was written in.
    public let form: Form
    /// The target as it was written.
    public let raw: String
    /// The path, still percent-encoded; `/` where an absolute target has none, empty in the last two forms.
    public let path: String
    /// What follows the first `?`, or `nil` without one.
    public let query: String?
    /// Host and port of an absolute or authority form, else `nil`.
    public let authority: String?
}
