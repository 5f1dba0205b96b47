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

/// The methods a request may name.
enum HTTPMethod {
    /// Whether a method is one of RFC 9110 §9.3 or PATCH (RFC 5789); CONNECT, which only a proxy serves, is not.
    static func isKnown(_ method: String) -> Bool {
        switch method {
        case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE": true
        default: false
        }
    }

    /// Whether a request of this method must say how long its body is (RFC 9110 §8.6).
    static func needsLength(_ method: String) -> Bool {
        method == "POST" || method == "PUT" || method == "PATCH"
    }
}

extension HTTPRequest {
    /// The request as JSON: the form in which `inspect http-request` and the vectors of `Specs/http` show it.
    ///
    /// Bytes that are not UTF-8 are shown as hexadecimal digits in a member `value_hex` or `body_hex` instead of `value` or
    /// `body`.
    public var json: JSONValue {
        var object = JSONObject()
        object["method"] = .string(method)
        object["target"] = .string(target.raw)
        object["path"] = .string(target.path)
        object["query"] = target.query.map { .string($0) } ?? .null
        object["authority"] = authority.map { .string($0) } ?? .null
        object["version"] = .string("1.\(minorVersion)")
        object["keepsAlive"] = .bool(keepsAlive)
        object["headers"] = .array(
            headers.indices.map { index in
                var field: JSONObject = ["name": .string(headers[index].name)]
                Self.put(headers.valueBytes(at: index), as: "value", into: &field)
                return .object(field)
            }
        )
        Self.put(body[...], as: "body", into: &object)
        return .object(object)
    }

    private static func put(_ bytes: ArraySlice<UInt8>, as name: String, into object: inout JSONObject) {
        if let text = String(validating: bytes, as: UTF8.self) {
            object[name] = .string(text)
        } else {
            let digits = bytes.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }
            object[name + "_hex"] = .string(digits.joined())
        }
    }
}
