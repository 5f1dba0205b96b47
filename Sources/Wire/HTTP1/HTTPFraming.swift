/// What the fields of a head say about the message and the connection.
struct HTTPFraming {
    private(set) var contentLength: Int?
    private(set) var isChunked = false
    private(set) var expectsContinue = false
    private(set) var closes = false
    private(set) var keepsAlive = false
    private var contentLengthAt = 0
    private var transferEncodingAt = 0
    private var hasTransferEncoding = false
    private var hasHost = false
    private var hasContentType = false
    /// The position of the first coding other than chunked.
    private var unknownCodingAt: Int?
    /// The position of the first expectation other than 100-continue.
    private var unknownExpectationAt: Int?

    /// A fault and where in the head it lies.
    struct Fault: Error {
        let code: HTTPRequestFault
        let position: Int
    }

    /// Judges the fields of a head.
    init(
        head: [UInt8],
        entries: [HTTPFields.Entry],
        minorVersion: Int,
        method: String,
        bodyLimit: Int
    ) throws(Fault) {
        for entry in entries {
            let name = head[Int(entry.nameStart)..<Int(entry.nameEnd)]
            let value = head[Int(entry.valueStart)..<Int(entry.valueEnd)]
            try read(name: name, value: value)
        }
        // RFC 9112 §3.2: a request of HTTP/1.1 without Host must be answered 400.
        guard hasHost || minorVersion == 0 else { throw Fault(code: .hostMissing, position: head.count - 2) }
        try judgeLength(minorVersion: minorVersion, method: method, end: head.count, bodyLimit: bodyLimit)
        // RFC 9110 §10.1.1: an expectation that cannot be met may be answered 417; HTTP/1.0 has none.
        if minorVersion == 0 {
            expectsContinue = false
        } else if let unknownExpectationAt {
            throw Fault(code: .expectation, position: unknownExpectationAt)
        }
    }

    /// Takes one field; names are told apart by their length first.
    private mutating func read(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>) throws(Fault) {
        switch name.count {
        case 4 where HTTPByteClass.equal(name, literal: "host"): try readHost(value, at: name.startIndex)
        case 6 where HTTPByteClass.equal(name, literal: "expect"): readExpectation(value)
        case 10 where HTTPByteClass.equal(name, literal: "connection"): readConnection(value)
        case 12 where HTTPByteClass.equal(name, literal: "content-type"):
            guard !hasContentType else { throw Fault(code: .contentTypeRepeated, position: name.startIndex) }
            hasContentType = true
        case 14 where HTTPByteClass.equal(name, literal: "content-length"):
            try readContentLength(value, at: name.startIndex)
        case 17 where HTTPByteClass.equal(name, literal: "transfer-encoding"): try readTransferEncoding(value)
        default: break
        }
    }

    private mutating func readHost(_ value: ArraySlice<UInt8>, at position: Int) throws(Fault) {
        guard !hasHost else { throw Fault(code: .hostRepeated, position: position) }
        hasHost = true
        if let fault = HTTPAuthority.fault(in: value, portRequired: false) {
            throw Fault(code: .host, position: fault.position)
        }
    }

    /// `Content-Length = 1*DIGIT`; a list, even of equal numbers, is refused (RFC 9110 §8.6).
    private mutating func readContentLength(_ value: ArraySlice<UInt8>, at position: Int) throws(Fault) {
        guard contentLength == nil else { throw Fault(code: .contentLengthRepeated, position: position) }
        contentLengthAt = value.startIndex
        guard !value.isEmpty else { throw Fault(code: .contentLength, position: value.startIndex) }
        var length = 0
        for index in value.indices {
            guard ASCII.isDigit(value[index]) else { throw Fault(code: .contentLength, position: index) }
            let (tens, isWide) = length.multipliedReportingOverflow(by: 10)
            let (sum, isWider) = tens.addingReportingOverflow(Int(value[index] - 0x30))
            guard !isWide, !isWider else { throw Fault(code: .contentLength, position: index) }
            length = sum
        }
        contentLength = length
    }

    /// `Transfer-Encoding = #transfer-coding`, where the last must be chunked, and chunked stand once (RFC 9112 §6.1).
    private mutating func readTransferEncoding(_ value: ArraySlice<UInt8>) throws(Fault) {
        hasTransferEncoding = true
        transferEncodingAt = value.startIndex
        for coding in Self.codings(of: value) {
            let name = coding.prefix(while: HTTPByteClass.isToken)
            let isChunk = HTTPByteClass.equal(name, literal: "chunked")
            let rest = Self.trimmed(coding[name.endIndex...])
            let isWhole = rest.isEmpty || rest.first == ASCII.semicolon && !isChunk
            // Chunked before this coding is chunked that is not last; an empty member is nothing that a sender may write.
            guard !isChunked, !name.isEmpty, isWhole else {
                throw Fault(code: .transferEncoding, position: coding.startIndex)
            }
            if isChunk { isChunked = true } else { unknownCodingAt = unknownCodingAt ?? coding.startIndex }
        }
    }

    private mutating func readConnection(_ value: ArraySlice<UInt8>) {
        for option in Self.members(of: value) {
            if HTTPByteClass.equal(option, literal: "close") { closes = true }
            if HTTPByteClass.equal(option, literal: "keep-alive") { keepsAlive = true }
        }
    }

    private mutating func readExpectation(_ value: ArraySlice<UInt8>) {
        for expectation in Self.members(of: value) where !expectation.isEmpty {
            if HTTPByteClass.equal(expectation, literal: "100-continue") {
                expectsContinue = true
            } else {
                unknownExpectationAt = unknownExpectationAt ?? expectation.startIndex
            }
        }
    }

    /// The length of the body by RFC 9112 §6.3.
    private func judgeLength(minorVersion: Int, method: String, end: Int, bodyLimit: Int) throws(Fault) {
        if hasTransferEncoding {
            // RFC 9112 §6.1: a coding in HTTP/1.0 is faulty framing; with a length it is how requests are smuggled.
            guard minorVersion > 0 else { throw Fault(code: .transferEncodingVersion, position: transferEncodingAt) }
            guard contentLength == nil else { throw Fault(code: .lengthAndEncoding, position: transferEncodingAt) }
            guard isChunked else { throw Fault(code: .transferEncoding, position: transferEncodingAt) }
            if let unknownCodingAt { throw Fault(code: .transferEncodingUnknown, position: unknownCodingAt) }
        } else if let contentLength {
            guard contentLength <= bodyLimit else { throw Fault(code: .bodyTooLarge, position: contentLengthAt) }
        } else if HTTPMethod.needsLength(method) {
            throw Fault(code: .lengthRequired, position: end - 2)
        }
    }

    /// The members of a list of tokens, without the white space around them (RFC 9110 §5.6.1).
    private static func members(of value: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        value.split(separator: ASCII.comma, omittingEmptySubsequences: false).map(trimmed)
    }

    /// The members of a list of codings, whose parameters may be quoted strings; a comma in one parts nothing (RFC 9112 §7).
    private static func codings(of value: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var isQuoted = false
        var isEscaped = false
        return value.split(omittingEmptySubsequences: false) { byte in
            if isEscaped {
                isEscaped = false
            } else if byte == ASCII.quote {
                isQuoted.toggle()
            } else {
                isEscaped = isQuoted && byte == ASCII.backslash
            }
            return byte == ASCII.comma && !isQuoted
        }.map(trimmed)
    }

    private static func trimmed(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let start = value.firstIndex { !HTTPByteClass.isSpace($0) } ?? value.endIndex
        let end = value[start...].lastIndex { !HTTPByteClass.isSpace($0) }.map { $0 + 1 } ?? start
        return value[start..<end]
    }
}
