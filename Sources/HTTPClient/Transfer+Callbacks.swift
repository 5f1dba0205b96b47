import CCurl

extension Transfer {
    /// Points libcurl's callbacks at this transfer, which outlives its easy handle.
    func setCallbacks(_ options: inout EasyOptions) {
        let easy = options.easy
        let me = Unmanaged.passUnretained(self).toOpaque()
        for option in [CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_PREREQDATA] {
            options.note(ccurl_set_pointer(easy, option, me))
        }
        let headerResult = ccurl_set_data_callback(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            Transfer.take(bytes, size * count, context) { $0.receive(headerLine: $1) }
        }
        let bodyResult = ccurl_set_data_callback(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            Transfer.take(bytes, size * count, context) { $0.receive(body: $1) }
        }
        let requestResult = ccurl_set_before_request(easy) { context, _, _, _, _ in
            guard let context else { return CURL_PREREQFUNC_ABORT }
            let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
            return transfer.willSend() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
        }
        for result in [headerResult, bodyResult, requestResult] { options.note(result) }
    }

    /// Hands bytes on; returns how many were taken, any other number than `count` ends the transfer.
    private static func take(
        _ bytes: UnsafeMutablePointer<CChar>?,
        _ count: Int,
        _ context: UnsafeMutableRawPointer?,
        _ receive: (Transfer, UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Int {
        guard let context else { return 0 }
        let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        let start = bytes.map { UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self) }
        let isWanted = receive(transfer, UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
        // An empty piece that is refused must not look taken: 0 of 0 would.
        return isWanted ? count : count + 1
    }
}
