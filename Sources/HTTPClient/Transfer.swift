import CCurl
import Platform

/// One request on libcurl's easy interface; used on the client's thread alone.
///
/// Life: `prepare` → libcurl's callbacks → `release` → `end`.
final class Transfer {
    let id: UInt64
    let request: HTTPClientRequest
    let url: RequestURL
    private let watch: IdleWatch
    private let onEvent: @Sendable (HTTPClientEvent) -> Void

    private var easy: UnsafeMutableRawPointer?
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private let errorText = UnsafeMutableBufferPointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    private var head = ResponseHead()
    private(set) var headWasDelivered = false
    private var received = 0
    private(set) var isTooLarge = false
    private(set) var isRepeatRefused = false
    private(set) var isConnected = false
    private(set) var startedAt: Int64 = 0
    private var lastActivity: Int64 = 0
    private var uploadedAtLastLook: curl_off_t = 0
    /// Whether a byte of the request was handed to the network; kept beyond `release`.
    private var wasSentAtRelease = false

    /// Checks what libcurl would take in a wrong way.
    init(
        id: UInt64,
        request: HTTPClientRequest,
        watch: IdleWatch,
        onEvent: @escaping @Sendable (HTTPClientEvent) -> Void
    ) throws(HTTPClientError) {
        try request.check()
        self.id = id
        self.request = request
        self.url = try RequestURL(request.url)
        self.watch = watch
        self.onEvent = onEvent
        errorText.initialize(repeating: 0)
    }

    deinit { errorText.deallocate() }

    /// Makes the easy handle.
    func prepare(_ configuration: HTTPClient.Configuration) throws(HTTPClientError) -> UnsafeMutableRawPointer {
        guard let easy = curl_easy_init(), let error = errorText.baseAddress else {
            throw HTTPClientError(kind: .unavailable, requestWasSent: false, message: "Out of memory.")
        }
        self.easy = easy
        startedAt = MonotonicClock.milliseconds()
        headerList = request.headerList()
        guard let headerList else {
            throw HTTPClientError(kind: .unavailable, requestWasSent: false, message: "Out of memory.")
        }
        var options = EasyOptions(easy)
        options.note(ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, error))
        options.note(ccurl_set_list(easy, CURLOPT_HTTPHEADER, headerList))
        request.setOptions(&options, url, configuration)
        setCallbacks(&options)
        try options.check()
        return easy
    }

    /// Frees the handle; it must have left the multi handle.
    func release() {
        guard let easy else { return }
        wasSentAtRelease = wasSent
        curl_easy_cleanup(easy)
        curl_slist_free_all(headerList)
        self.easy = nil
        headerList = nil
    }

    /// Tells the caller that this is the end.
    func end(_ failure: HTTPClientError?) {
        if let failure { onEvent(.finished(.failure(failure))) } else { onEvent(.finished(.success(()))) }
    }

    /// Whether a byte of the request can have reached the server.
    var wasSent: Bool {
        guard let easy else { return wasSentAtRelease }
        var size = 0
        // The bytes of request line, fields and body written so far; a proxy's CONNECT counts too, hence `isConnected`.
        ccurl_get_long(easy, CURLINFO_REQUEST_SIZE, &size)
        return isConnected && size > 0
    }

    /// libcurl's own sentence about the failure.
    var detail: String { errorText.baseAddress.map { String(cString: $0) } ?? "" }

    // MARK: Idleness

    /// The moment at which the transfer has been idle for too long; `nil` before it is connected.
    func idleDeadline() -> Int64? {
        guard isConnected, request.idleTimeout > 0 else { return nil }
        var uploaded: curl_off_t = 0
        if let easy { ccurl_get_offset(easy, CURLINFO_SIZE_UPLOAD_T, &uploaded) }
        if uploaded > uploadedAtLastLook {
            uploadedAtLastLook = uploaded
            lastActivity = MonotonicClock.milliseconds()
        }
        return lastActivity + idleMilliseconds
    }

    /// When to look again at a transfer that is not idle yet.
    ///
    /// libcurl reports what comes, but of what goes out only a look tells: while a body is on its way it is looked at often,
    /// so that the time of its last byte is known.
    func nextLook(before deadline: Int64) -> Int64 {
        guard uploadedAtLastLook < request.body.count else { return deadline }
        return min(deadline, MonotonicClock.milliseconds() + max(10, min(1000, idleMilliseconds / 8)))
    }

    private var idleMilliseconds: Int64 { Int64(request.idleTimeout * 1000) }

    // MARK: What libcurl reports

    /// Called once connected, before the request is written; returns whether it may be.
    func willSend() -> Bool {
        // On a kept connection that turns out to be closed, libcurl reconnects and sends again, even a POST whose
        // first sending may have been acted upon (RFC 9110 §9.2.2 forbids that without knowledge of the semantics).
        if wasSent && !["GET", "HEAD"].contains(request.method) {
            isRepeatRefused = true
            return false
        }
        isConnected = true
        lastActivity = MonotonicClock.milliseconds()
        if request.idleTimeout > 0 { watch.note(nextLook(before: lastActivity + idleMilliseconds)) }
        return true
    }

    /// Takes one line of a header section; returns whether the transfer may go on.
    func receive(headerLine line: UnsafeBufferPointer<UInt8>) -> Bool {
        lastActivity = MonotonicClock.milliseconds()
        // Trailer fields are of no use to anybody here.
        guard !headWasDelivered else { return true }
        switch head.receive(line) {
        case .more: return true
        case .tooLong:
            isTooLarge = true
            return false
        case .complete:
            if let length = head.contentLength, request.method != "HEAD", length > request.maxResponseBytes {
                isTooLarge = true
                return false
            }
            headWasDelivered = true
            onEvent(.head(status: head.status, headers: head.fields))
            return true
        }
    }

    /// Takes the next bytes of the body; returns whether the transfer may go on.
    func receive(body bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        lastActivity = MonotonicClock.milliseconds()
        received += bytes.count
        guard received <= request.maxResponseBytes else {
            isTooLarge = true
            return false
        }
        if !bytes.isEmpty { onEvent(.body(Array(bytes))) }
        return true
    }
}
