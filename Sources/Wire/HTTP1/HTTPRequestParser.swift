/// Reads HTTP/1.1 requests from bytes that arrive in any pieces (RFC 9110, RFC 9112).
///
/// The parser is strict: what the grammar does not allow is refused with the status the RFC asks for, and nothing that
/// two recipients could read in two ways is accepted. Each byte is looked at once, so a sender of single bytes costs
/// no more than any other; what the parser says never depends on how the bytes were cut.
/// Between requests it owns no heap memory.
///
/// ```swift
/// var parser = HTTPRequestParser()
/// var input = bytes[...]
/// while let event = try parser.next(&input) { … }   // `nil`: more bytes are needed
/// ```
///
/// - Complexity: O(n) in the bytes of a request, within ``HTTPParserLimits``.
public struct HTTPRequestParser: Sendable {
    /// Where in the grammar the next byte belongs.
    enum State: Sendable {
        case start, startLineFeed
        case method, target, version, requestLineFeed
        case fieldStart, fieldName, fieldValue, fieldLineFeed, fieldsLineFeed
        case body
        case chunkHeader, chunkLineFeed, chunkData, chunkDataReturn, chunkDataLineFeed
        case failed
    }

    let limits: HTTPParserLimits
    var state = State.start
    /// Bytes taken since the parser was made.
    var offset = 0
    /// The bytes of the head being read, from its method on.
    var head: [UInt8] = []
    /// Where the head begins in the stream.
    var headOffset = 0
    var emptyLines = 0
    var methodEnd = 0
    var targetEnd = 0
    var majorVersion = 1
    var minorVersion = 1
    /// Fields of the head; during the trailers, those of the trailers.
    var entries: [HTTPFields.Entry] = []
    var entry = HTTPFields.Entry(nameStart: 0, nameEnd: 0, valueStart: 0, valueEnd: 0)
    var target: HTTPTarget?
    var method = ""
    /// Whether the request being read, or the one refused, is a HEAD: no answer to it has a body (RFC 9110 §9.3.2).
    public internal(set) var isHead = false
    /// Where the field lines begin in `head`.
    var fieldsStart = 0
    /// The request whose body is being read.
    var pending: HTTPRequest?
    var isTrailer = false
    /// Bytes still missing of a body with a length, or of a chunk.
    var missing = 0
    var chunk = HTTPChunkHeader()
    var chunkExtensions = 0
    var error: HTTPRequestError?

    /// Creates a parser at the beginning of a connection.
    public init(limits: HTTPParserLimits = HTTPParserLimits()) {
        self.limits = limits
    }

    /// Whether no byte of a request has come; empty lines before one do not count.
    public var isBetweenRequests: Bool {
        switch state {
        case .start, .startLineFeed: true
        default: false
        }
    }

    /// Whether a head is complete and its body is being read.
    public var isReadingBody: Bool { pending != nil }

    /// The bytes of the body that have come so far, zero outside a body.
    public var bodyCount: Int { pending?.body.count ?? 0 }

    /// Takes bytes from the front of `input` up to the next event.
    ///
    /// - Parameter input: The bytes that follow those of earlier calls; what is left belongs to the next request.
    /// - Returns: An event, or `nil` when all bytes are taken and more are needed.
    /// - Throws: ``HTTPRequestError`` where the request breaks a rule; the same error again ever after.
    public mutating func next(_ input: inout ArraySlice<UInt8>) throws(HTTPRequestError) -> HTTPRequestEvent? {
        var taken = 0
        defer { input = input.dropFirst(taken) }
        return try next(input.span, taken: &taken)
    }

    /// Takes bytes from `input`, beginning at `taken`, up to the next event.
    ///
    /// - Parameters:
    ///   - input: Bytes of the connection.
    ///   - taken: How many of them are used up already; advanced past those used now.
    /// - Returns: An event, or `nil` when all bytes are taken and more are needed.
    /// - Throws: ``HTTPRequestError`` where the request breaks a rule; the same error again ever after.
    public mutating func next(
        _ input: Span<UInt8>,
        taken: inout Int
    ) throws(HTTPRequestError) -> HTTPRequestEvent? {
        if let error { throw error }
        let start = taken
        defer { offset += taken - start }
        do throws(HTTPRequestError) {
            while true {
                if let event = try step(input, &taken, base: offset - start) { return event }
                if taken >= input.count { return nil }
            }
        } catch {
            self.error = error
            state = .failed
            throw error
        }
    }

    /// Reads from one state until an event, a change between head and body, or the end of the input.
    private mutating func step(
        _ input: Span<UInt8>,
        _ taken: inout Int,
        base: Int
    ) throws(HTTPRequestError) -> HTTPRequestEvent? {
        switch state {
        case .start, .startLineFeed:
            try skipEmptyLines(input, &taken, base: base)
            return nil
        case .body:
            return takeBody(input, &taken)
        case .chunkHeader, .chunkLineFeed, .chunkData, .chunkDataReturn, .chunkDataLineFeed:
            return try takeChunks(input, &taken, base: base)
        default:
            return try takeHead(input, &taken, base: base)
        }
    }
}

/// What ``HTTPRequestParser`` found.
public enum HTTPRequestEvent: Sendable, Equatable {
    /// A head asked for `100 Continue` and none of its body has come: the sender may be waiting (RFC 9110 §10.1.1).
    case continueExpected
    /// A request is complete.
    case request(HTTPRequest)
}

extension HTTPRequestParser {
    /// Reads the one request that `bytes` hold from first to last.
    ///
    /// - Throws: ``HTTPRequestError``; `truncated` where the request is not complete, `surplus` where more follows it.
    /// - Complexity: O(n).
    public static func parse(
        _ bytes: [UInt8],
        limits: HTTPParserLimits = HTTPParserLimits()
    ) throws(HTTPRequestError) -> HTTPRequest {
        var parser = HTTPRequestParser(limits: limits)
        var input = bytes[...]
        while let event = try parser.next(&input) {
            guard case .request(let request) = event else { continue }
            guard input.isEmpty else { throw HTTPRequestError(.surplus, at: bytes.count - input.count) }
            return request
        }
        throw HTTPRequestError(.truncated, at: bytes.count)
    }
}
