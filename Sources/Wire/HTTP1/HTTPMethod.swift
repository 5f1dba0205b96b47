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
