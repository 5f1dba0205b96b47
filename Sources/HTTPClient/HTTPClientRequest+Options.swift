import CCurl

extension HTTPClientRequest {
    /// Refuses what would change the meaning of the request's bytes.
    func check() throws(HTTPClientError) {
        guard !method.isEmpty, method.utf8.allSatisfy(Self.isTokenByte) else { throw .invalidRequest("The method") }
        for (name, value) in headers {
            guard !name.isEmpty, name.utf8.allSatisfy(Self.isTokenByte) else {
                throw .invalidRequest("A header field's name")
            }
            // RFC 9110 §5.5: CR, LF and NUL in a value are dangerous; a recipient may read another field after them.
            guard value.utf8.allSatisfy({ $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }) else {
                throw .invalidRequest("The value of the header field \(name)")
            }
        }
        if case .pin(let pin) = tls, !TLSPolicy.isWellFormed(pin: pin) {
            throw HTTPClientError(
                kind: .tls,
                requestWasSent: false,
                message: "The pinned key is not sha256// and 44 characters of Base64."
            )
        }
    }

    /// RFC 9110 §5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "a")...UInt8(ascii: "z"): true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    /// The header fields in libcurl's form, with the ones that it would add of its own accord suppressed.
    func headerList() -> UnsafeMutablePointer<curl_slist>? {
        // curl: `Name;` sends a field without a value, `Name:` suppresses one.
        var lines = headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        // RFC 9110 §10.1.1: a server may keep us waiting for a 100 that never comes.
        lines.append("Expect:")
        if !headers.contains(where: { $0.name.lowercased() == "content-type" }) { lines.append("Content-Type:") }
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines { if let longer = curl_slist_append(list, line) { list = longer } }
        return list
    }

    /// Sets every option that does not depend on the transfer's state.
    func setOptions(_ easy: UnsafeMutableRawPointer, _ url: RequestURL, _ configuration: HTTPClient.Configuration) {
        ccurl_set_string(easy, CURLOPT_URL, self.url)
        ccurl_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https")
        ccurl_set_string(easy, CURLOPT_USERAGENT, configuration.userAgent)
        ccurl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
        ccurl_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        // Without this, removing a transfer whose host is still being looked up waits for the resolver's thread, and with
        // it every other transfer. See CURLOPT_QUICK_EXIT (curl 7.87).
        ccurl_set_long(easy, CURLOPT_QUICK_EXIT, 1)
        ccurl_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1)
        ccurl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        ccurl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(connectTimeout))
        if totalTimeout > 0 { ccurl_set_long(easy, CURLOPT_TIMEOUT_MS, Self.milliseconds(totalTimeout)) }
        if !configuration.honoursProxyVariables || url.isLoopback { ccurl_set_string(easy, CURLOPT_PROXY, "") }
        setMethod(easy)
        setTLS(easy)
    }

    private func setMethod(_ easy: UnsafeMutableRawPointer) {
        if method == "HEAD" { return _ = ccurl_set_long(easy, CURLOPT_NOBODY, 1) }
        if !body.isEmpty || method == "POST" {
            ccurl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
            // Without a pointer libcurl would read the body from standard input.
            if body.isEmpty {
                ccurl_set_string(easy, CURLOPT_COPYPOSTFIELDS, "")
            } else {
                body.withUnsafeBytes { _ = ccurl_set_bytes(easy, CURLOPT_COPYPOSTFIELDS, $0.baseAddress) }
            }
        }
        ccurl_set_string(easy, CURLOPT_CUSTOMREQUEST, method)
    }

    private func setTLS(_ easy: UnsafeMutableRawPointer) {
        switch tls {
        case .verify(let caFile):
            if let caFile { ccurl_set_string(easy, CURLOPT_CAINFO, caFile) }
        case .insecure: setUnverified(easy)
        case .pin(let pin):
            // The key itself is the proof: neither the chain nor the name adds to it.
            setUnverified(easy)
            ccurl_set_string(easy, CURLOPT_PINNEDPUBLICKEY, pin)
        }
    }

    private func setUnverified(_ easy: UnsafeMutableRawPointer) {
        ccurl_set_long(easy, CURLOPT_SSL_VERIFYPEER, 0)
        ccurl_set_long(easy, CURLOPT_SSL_VERIFYHOST, 0)
    }

    private static func milliseconds(_ seconds: Double) -> Int { max(1, Int(min(seconds, 1_000_000) * 1000)) }
}

extension HTTPClientError {
    fileprivate static func invalidRequest(_ what: String) -> Self {
        Self(kind: .invalidRequest, requestWasSent: false, message: "\(what) holds a character that cannot be sent.")
    }
}
