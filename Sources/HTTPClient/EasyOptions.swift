import CCurl

/// Sets the options of an easy handle, and remembers what libcurl first refused: it would go on with its defaults, and so
/// send a request without its body, its fields or its rule for the certificate.
struct EasyOptions {
    let easy: UnsafeMutableRawPointer
    private var refusal = CURLE_OK

    init(_ easy: UnsafeMutableRawPointer) { self.easy = easy }

    mutating func set(_ option: CURLoption, _ value: Int) { note(ccurl_set_long(easy, option, value)) }

    mutating func set(_ option: CURLoption, _ value: String) { note(ccurl_set_string(easy, option, value)) }

    mutating func set(_ option: CURLoption, offset value: Int) {
        note(ccurl_set_offset(easy, option, curl_off_t(value)))
    }

    /// Sets an optional option: a libcurl that was built without it is fine.
    mutating func setIfKnown(_ option: CURLoption, _ value: Int) {
        let code = ccurl_set_long(easy, option, value)
        if code == CURLE_OUT_OF_MEMORY { note(code) }
    }

    /// Notes the result of a call that sets something else.
    mutating func note(_ code: CURLcode) {
        if refusal == CURLE_OK { refusal = code }
    }

    /// - Throws: ``HTTPClientError/Kind/unavailable`` where anything was refused.
    func check() throws(HTTPClientError) {
        guard refusal != CURLE_OK else { return }
        let reason = String(cString: curl_easy_strerror(refusal))
        throw HTTPClientError(
            kind: .unavailable,
            requestWasSent: false,
            message: "libcurl refused an option: \(reason)."
        )
    }
}
