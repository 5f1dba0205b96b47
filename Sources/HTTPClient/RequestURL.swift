import CCurl

/// The parts of a request's address that the client needs, as libcurl reads them.
struct RequestURL {
    let scheme: String
    let host: String
    let port: String

    /// What connections and queues are kept by.
    var origin: String { "\(scheme)://\(host):\(port)" }

    /// Whether the host is this machine, which no proxy can reach for us.
    var isLoopback: Bool {
        host == "localhost" || host == "[::1]"
            || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
    }

    /// Parses the address.
    /// - Throws: ``HTTPClientError/Kind/invalidURL``; the message does not repeat the address, which may hold a token.
    init(_ text: String) throws(HTTPClientError) {
        // A control character would end the C string early or be sent raw.
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw .invalidURL("The URL contains a space or a control character.")
        }
        // curl makes do with one slash or three.
        let rest = text.lowercased().utf8.drop { $0 != UInt8(ascii: ":") }
        guard rest.starts(with: "://".utf8), rest.dropFirst(3).first != UInt8(ascii: "/") else {
            throw .invalidURL("The URL does not begin with http:// or https:// and a host.")
        }
        guard let handle = curl_url() else { throw .invalidURL("The URL cannot be parsed: out of memory.") }
        defer { curl_url_cleanup(handle) }
        let code = curl_url_set(handle, CURLUPART_URL, text, UInt32(CURLU_NON_SUPPORT_SCHEME))
        guard code == CURLUE_OK else {
            throw .invalidURL("The URL is malformed (\(String(cString: curl_url_strerror(code)))).")
        }
        func part(_ part: CURLUPart) -> String? {
            var value: UnsafeMutablePointer<CChar>?
            guard curl_url_get(handle, part, &value, UInt32(CURLU_DEFAULT_PORT)) == CURLUE_OK, let value else {
                return nil
            }
            defer { curl_free(value) }
            return String(cString: value)
        }
        guard let scheme = part(CURLUPART_SCHEME), scheme == "http" || scheme == "https" else {
            throw .invalidURL("The URL is neither http nor https.")
        }
        guard part(CURLUPART_USER) == nil, part(CURLUPART_PASSWORD) == nil else {
            throw .invalidURL("The URL holds a user name or a password; leave them out.")
        }
        guard let host = part(CURLUPART_HOST), let port = part(CURLUPART_PORT) else {
            throw .invalidURL("The URL names no host.")
        }
        self.scheme = scheme
        self.host = host.lowercased()
        self.port = port
    }
}

extension HTTPClientError {
    static func invalidURL(_ message: String) -> Self {
        Self(kind: .invalidURL, requestWasSent: false, message: message)
    }

    static func cancelled(wasSent: Bool) -> Self {
        Self(kind: .cancelled, requestWasSent: wasSent, message: "The request was cancelled.")
    }
}
