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

extension HTTPTarget {
    /// Takes a target apart.
    ///
    /// - Returns: The target, or what no form allows for this method, and where.
    static func parse(_ bytes: ArraySlice<UInt8>, method: String) -> Result<HTTPTarget, HTTPFraming.Fault> {
        // RFC 9112 §3.2.3: the authority form is for CONNECT alone, and CONNECT has no other.
        if method == "CONNECT" { return connect(bytes) }
        if bytes.first == UInt8(ascii: "/") {
            return split(bytes, from: bytes.startIndex, form: .origin, authority: nil)
        }
        if bytes.first == UInt8(ascii: "*") {
            // RFC 9112 §3.2.4: the asterisk form is for a server-wide OPTIONS alone.
            guard method == "OPTIONS" else { return fault(.targetAsterisk, bytes.startIndex) }
            guard bytes.count == 1 else { return fault(.targetAsterisk, bytes.startIndex + 1) }
            return .success(HTTPTarget(form: .asterisk, raw: "*", path: "", query: nil, authority: nil))
        }
        return absolute(bytes)
    }

    private static func connect(_ bytes: ArraySlice<UInt8>) -> Result<HTTPTarget, HTTPFraming.Fault> {
        if let found = HTTPAuthority.fault(in: bytes, portRequired: true) {
            return fault(.targetAuthority, found.position)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        return .success(HTTPTarget(form: .authority, raw: text, path: "", query: nil, authority: text))
    }

    /// `absolute-form` with the schemes of this protocol (RFC 9112 §3.2.2); user information is refused
    /// (RFC 9110 §4.2.4).
    private static func absolute(_ bytes: ArraySlice<UInt8>) -> Result<HTTPTarget, HTTPFraming.Fault> {
        let prefixes: [StaticString] = ["http://", "https://"]
        for prefix in prefixes {
            let length = prefix.utf8CodeUnitCount
            guard HTTPByteClass.equal(bytes.prefix(length), literal: prefix) else { continue }
            let start = bytes.startIndex + length
            let end =
                bytes[start...].firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? bytes.endIndex
            // RFC 9110 §4.2.1: a recipient of an http URI with an empty host must reject it.
            if let found = HTTPAuthority.fault(in: bytes[start..<end], portRequired: false) {
                return fault(.targetURI, found.position)
            }
            let authority = String(decoding: bytes[start..<end], as: UTF8.self)
            return split(bytes, from: end, form: .absolute, authority: authority)
        }
        let isURI = bytes.split(separator: ASCII.colon, maxSplits: 1).last?.starts(with: "//".utf8) == true
        let isAuthority = HTTPAuthority.fault(in: bytes, portRequired: true) == nil
        return fault(isURI ? .targetURI : isAuthority ? .targetAuthority : .target, bytes.startIndex)
    }

    private static func fault(_ code: HTTPRequestFault, _ position: Int) -> Result<HTTPTarget, HTTPFraming.Fault> {
        .failure(HTTPFraming.Fault(code: code, position: position))
    }

    /// Checks path and query and parts them at the first question mark.
    private static func split(
        _ bytes: ArraySlice<UInt8>,
        from start: Int,
        form: Form,
        authority: String?
    ) -> Result<HTTPTarget, HTTPFraming.Fault> {
        if let position = HTTPAuthority.firstFault(in: bytes[start...], allowing: HTTPByteClass.isTarget) {
            return fault(.target, position)
        }
        let mark = bytes[start...].firstIndex(of: UInt8(ascii: "?"))
        let path = String(decoding: bytes[start..<(mark ?? bytes.endIndex)], as: UTF8.self)
        return .success(
            HTTPTarget(
                form: form,
                raw: String(decoding: bytes, as: UTF8.self),
                path: path.isEmpty ? "/" : path,
                query: mark.map { String(decoding: bytes[($0 + 1)...], as: UTF8.self) },
                authority: authority
            )
        )
    }
}
