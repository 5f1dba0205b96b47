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

    /// The header fields in libcurl's form, with the ones that it would add of its own accord suppressed; `nil` where
    /// memory runs out.
    func headerList() -> UnsafeMutablePointer<curl_slist>? {
        // curl: `Name;` sends a field without a value, `Name:` suppresses one.
        var lines = headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        // RFC 9110 §10.1.1: a server may keep us waiting for a 100 that never comes.
        lines.append("Expect:")
        if !headers.contains(where: { $0.name.lowercased() == "content-type" }) { lines.append("Content-Type:") }
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(list, line) else {
                curl_slist_free_all(list)
                return nil
            }
            list = longer
        }
        return list
    }

    /// Sets every option that does not depend on the transfer's state.
    func setOptions(_ options: inout EasyOptions, _ url: RequestURL, _ configuration: HTTPClient.Configuration) {
        options.set(CURLOPT_URL, self.url)
        options.set(CURLOPT_PROTOCOLS_STR, "http,https")
        options.set(CURLOPT_USERAGENT, configuration.userAgent)
        options.set(CURLOPT_FOLLOWLOCATION, 0)
        options.setIfKnown(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        options.setIfKnown(CURLOPT_NOSIGNAL, 1)
        // Without this, removing a transfer whose host is still being looked up waits for the resolver's thread, and with
        // it every other transfer. See CURLOPT_QUICK_EXIT (curl 7.87).
        options.setIfKnown(CURLOPT_QUICK_EXIT, 1)
        options.setIfKnown(CURLOPT_TCP_KEEPALIVE, 1)
        options.setIfKnown(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        options.set(CURLOPT_CONNECTTIMEOUT_MS, Self.milliseconds(connectTimeout))
        if totalTimeout > 0 { options.set(CURLOPT_TIMEOUT_MS, Self.milliseconds(totalTimeout)) }
        if !configuration.honoursProxyVariables || url.isLoopback { options.set(CURLOPT_PROXY, "") }
        if !configuration.reusesConnections {
            options.set(CURLOPT_FRESH_CONNECT, 1)
            options.set(CURLOPT_FORBID_REUSE, 1)
        }
        setMethod(&options)
        setTLS(&options)
    }

    private func setMethod(_ options: inout EasyOptions) {
        if method == "HEAD" { return options.set(CURLOPT_NOBODY, 1) }
        if !body.isEmpty || method == "POST" {
            options.set(CURLOPT_POSTFIELDSIZE_LARGE, offset: body.count)
            // Without a pointer libcurl would read the body from standard input.
            if body.isEmpty {
                options.set(CURLOPT_COPYPOSTFIELDS, "")
            } else {
                let easy = options.easy
                let code = body.withUnsafeBytes { ccurl_set_bytes(easy, CURLOPT_COPYPOSTFIELDS, $0.baseAddress) }
                options.note(code)
            }
        }
        options.set(CURLOPT_CUSTOMREQUEST, method)
    }

    private func setTLS(_ options: inout EasyOptions) {
        switch tls {
        case .verify(let caFile):
            if let caFile { options.set(CURLOPT_CAINFO, caFile) }
        case .insecure: setUnverified(&options)
        case .pin(let pin):
            // The key itself is the proof: neither the chain nor the name adds to it.
            setUnverified(&options)
            options.set(CURLOPT_PINNEDPUBLICKEY, pin)
        }
    }

    private func setUnverified(_ options: inout EasyOptions) {
        options.set(CURLOPT_SSL_VERIFYPEER, 0)
        options.set(CURLOPT_SSL_VERIFYHOST, 0)
    }

    private static func milliseconds(_ seconds: Double) -> Int { max(1, Int(min(seconds, 1_000_000) * 1000)) }
}

extension HTTPClientError {
    fileprivate static func invalidRequest(_ what: String) -> Self {
        Self(kind: .invalidRequest, requestWasSent: false, message: "\(what) holds a character that cannot be sent.")
    }
}
