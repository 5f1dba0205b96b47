extension HTTPRequestParser {
    /// Judges a whole head: either the request is complete, or its body follows.
    mutating func finishHead(bodyIsHeldBack: Bool) throws(HTTPRequestError) -> HTTPRequestEvent? {
        trimValues()
        let framing: HTTPFraming
        do throws(HTTPFraming.Fault) {
            framing = try HTTPFraming(
                head: head,
                entries: entries,
                minorVersion: minorVersion,
                method: method,
                bodyLimit: limits.body
            )
        } catch {
            throw fault(error.code, error.position)
        }
        guard let target else { throw fault(.target, methodEnd + 1) }
        let request = HTTPRequest(
            method: method,
            target: target,
            minorVersion: minorVersion,
            headers: HTTPFields(storage: head, entries: entries),
            body: [],
            // RFC 9112 §9.3: close wins; HTTP/1.1 persists; HTTP/1.0 persists where keep-alive asks for it.
            keepsAlive: !framing.closes && (minorVersion > 0 || framing.keepsAlive)
        )
        head = []
        entries = []
        missing = framing.contentLength ?? 0
        guard framing.isChunked || missing > 0 else { return finish(request) }
        pending = request
        state = framing.isChunked ? .chunkHeader : .body
        chunk = HTTPChunkHeader()
        chunkExtensions = 0
        return framing.expectsContinue && bodyIsHeldBack ? .continueExpected : nil
    }

    /// Takes bytes of a body with a length (RFC 9112 §6.2).
    mutating func takeBody(_ input: Span<UInt8>, _ taken: inout Int) -> HTTPRequestEvent? {
        takeMissing(input, &taken)
        return missing == 0 ? finishPending() : nil
    }

    /// Takes bytes of a chunked body (RFC 9112 §7.1).
    mutating func takeChunks(
        _ input: Span<UInt8>,
        _ taken: inout Int,
        base: Int
    ) throws(HTTPRequestError) -> HTTPRequestEvent? {
        while taken < input.count {
            let byte = input[taken]
            switch state {
            case .chunkHeader:
                if try takeChunkHeader(byte, at: base + taken) { state = .chunkLineFeed }
                taken += 1
            case .chunkLineFeed:
                guard byte == ASCII.lineFeed else { throw HTTPRequestError(.lineEnd, at: base + taken) }
                taken += 1
                if chunk.size == 0 {
                    startTrailers(at: base + taken)
                    return nil
                }
                missing = chunk.size
                chunkExtensions += chunk.extensionCount
                chunk = HTTPChunkHeader()
                state = .chunkData
            case .chunkData:
                takeMissing(input, &taken)
                if missing == 0 { state = .chunkDataReturn }
            case .chunkDataReturn:
                guard byte == ASCII.carriageReturn else { throw HTTPRequestError(.chunkEnd, at: base + taken) }
                taken += 1
                state = .chunkDataLineFeed
            default:
                guard byte == ASCII.lineFeed else { throw HTTPRequestError(.chunkEnd, at: base + taken) }
                taken += 1
                state = .chunkHeader
            }
        }
        return nil
    }

    /// Ends a chunked body: its trailers are checked and dropped, never merged (RFC 9110 §6.5.1).
    mutating func finishTrailers() throws(HTTPRequestError) -> HTTPRequestEvent? {
        for entry in entries {
            let name = head[Int(entry.nameStart)..<Int(entry.nameEnd)]
            guard !Self.isForbiddenTrailer(name) else { throw fault(.trailerForbidden, Int(entry.nameStart)) }
        }
        isTrailer = false
        return finishPending()
    }

    private mutating func takeChunkHeader(_ byte: UInt8, at offset: Int) throws(HTTPRequestError) -> Bool {
        let isEnd: Bool
        do throws(HTTPRequestFault.Thrown) {
            isEnd = try chunk.take(byte, room: limits.body - bodyCount)
        } catch {
            throw HTTPRequestError(error.code, at: offset)
        }
        // RFC 9112 §7.1.1: the total of all extensions is limited, and answered 4xx beyond.
        guard chunkExtensions + chunk.extensionCount <= limits.chunkExtensions else {
            throw HTTPRequestError(.chunkExtensionsTooLarge, at: offset)
        }
        return isEnd
    }

    private mutating func startTrailers(at offset: Int) {
        isTrailer = true
        headOffset = offset
        fieldsStart = 0
        state = .fieldStart
    }

    /// Moves up to `missing` bytes into the body.
    private mutating func takeMissing(_ input: Span<UInt8>, _ taken: inout Int) {
        let count = min(missing, input.count - taken)
        let range = taken..<(taken + count)
        unsafe input.withUnsafeBufferPointer { unsafe pending?.body.append(contentsOf: $0[range]) }
        missing -= count
        taken += count
    }

    private mutating func finishPending() -> HTTPRequestEvent? {
        pending.map { finish($0) }
    }

    /// Hands a request out and makes ready for the next one.
    private mutating func finish(_ request: HTTPRequest) -> HTTPRequestEvent {
        pending = nil
        target = nil
        head = []
        entries = []
        emptyLines = 0
        state = .start
        return .request(request)
    }

    /// Removes the white space around each value (RFC 9112 §5.1).
    private mutating func trimValues() {
        for index in entries.indices {
            var start = Int(entries[index].valueStart)
            var end = Int(entries[index].valueEnd)
            while start < end, HTTPByteClass.isSpace(head[start]) { start += 1 }
            while end > start, HTTPByteClass.isSpace(head[end - 1]) { end -= 1 }
            entries[index].valueStart = UInt32(start)
            entries[index].valueEnd = UInt32(end)
        }
    }

    /// Fields of framing, routing, authentication and content format (RFC 9110 §6.5.1).
    private static func isForbiddenTrailer(_ name: ArraySlice<UInt8>) -> Bool {
        forbiddenTrailers.contains { HTTPByteClass.equal(name, $0) }
    }

    private static let forbiddenTrailers = [
        "transfer-encoding", "content-length", "host", "connection", "trailer", "te", "upgrade", "keep-alive",
        "authorization", "proxy-authorization", "cookie", "content-type", "content-encoding", "content-range",
        "cache-control", "expect", "max-forwards", "pragma", "range", "if-match", "if-none-match",
        "if-modified-since", "if-unmodified-since", "if-range",
    ]
}
