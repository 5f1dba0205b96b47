/// Writes answers to one request (RFC 9112 §4, §6, §7).
///
/// The writer owns the framing: it alone writes Content-Length, Transfer-Encoding, Connection and Date, so that no answer
/// can be read in two ways. A CR, LF or NUL in a field value becomes a space (RFC 9110 §5.5); a field whose name is no
/// token is left out.
public struct HTTPResponseWriter: Sendable {
    /// What the answer must know of its request and of the moment.
    public struct Context: Sendable {
        /// Whether the method was HEAD: the answer has the fields of a body but no body (RFC 9110 §9.3.2).
        public var isHead: Bool
        /// The minor version of the request.
        public var minorVersion: Int
        /// Whether the connection is closed after this answer.
        public var closes: Bool
        /// The value of Date, an IMF-fixdate; empty leaves the field out (RFC 9110 §6.6.1).
        public var date: [UInt8]

        /// Creates a context.
        public init(isHead: Bool = false, minorVersion: Int = 1, closes: Bool = false, date: [UInt8] = []) {
            self.isHead = isHead
            self.minorVersion = minorVersion
            self.closes = closes
            self.date = date
        }
    }

    /// The interim answer that asks for the body (RFC 9110 §15.2.1).
    public static let continueResponse = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    private let context: Context
    private var hasNoBody = false

    /// Creates a writer for the answer to one request.
    public init(context: Context) { self.context = context }

    /// Whether a streamed answer is sent in chunks; to HTTP/1.0 it ends with the connection (RFC 9112 §6.1).
    public var isChunked: Bool { context.minorVersion > 0 }

    /// Appends a whole answer to `output`.
    public func write(_ response: HTTPResponse, to output: inout [UInt8]) {
        writeHead(status: response.status, headers: response.headers, closes: response.closesConnection, to: &output)
        let hasNoBody = HTTPStatus.hasNoBody(response.status)
        // RFC 9110 §8.6: no Content-Length with 1xx and 204; a 304 would have that of the 200.
        if !hasNoBody {
            output.append(contentsOf: "Content-Length: ".utf8)
            Self.append(decimal: response.body.count, to: &output)
            output.append(contentsOf: Self.lineEnd)
        }
        output.append(contentsOf: Self.lineEnd)
        if !hasNoBody, !context.isHead { output.append(contentsOf: response.body) }
    }

    /// Appends the head of an answer whose length is not known yet.
    public mutating func begin(status: Int, headers: HTTPFields, to output: inout [UInt8]) {
        writeHead(status: status, headers: headers, closes: !isChunked, to: &output)
        hasNoBody = context.isHead || HTTPStatus.hasNoBody(status)
        if isChunked, !HTTPStatus.hasNoBody(status) {
            output.append(contentsOf: "Transfer-Encoding: chunked\r\n".utf8)
        }
        output.append(contentsOf: Self.lineEnd)
    }

    /// Appends a piece of a streamed body; an empty piece is none, as its chunk would end the body.
    public func write(piece: [UInt8], to output: inout [UInt8]) {
        guard !piece.isEmpty, !hasNoBody else { return }
        guard isChunked else { return output.append(contentsOf: piece) }
        output.append(contentsOf: String(piece.count, radix: 16).utf8)
        output.append(contentsOf: Self.lineEnd)
        output.append(contentsOf: piece)
        output.append(contentsOf: Self.lineEnd)
    }

    /// Appends the end of a streamed body.
    public func end(to output: inout [UInt8]) {
        if isChunked, !hasNoBody { output.append(contentsOf: "0\r\n\r\n".utf8) }
    }

    private static let lineEnd: [UInt8] = [0x0D, 0x0A]

    private func writeHead(status: Int, headers: HTTPFields, closes: Bool, to output: inout [UInt8]) {
        if status == 200 {
            output.append(contentsOf: "HTTP/1.1 200 OK\r\n".utf8)
        } else {
            output.append(contentsOf: "HTTP/1.1 ".utf8)
            Self.append(decimal: status, to: &output)
            output.append(ASCII.space)
            output.append(contentsOf: HTTPStatus.reason(status).utf8)
            output.append(contentsOf: Self.lineEnd)
        }
        for index in headers.indices { write(field: index, of: headers, to: &output) }
        if !context.date.isEmpty {
            output.append(contentsOf: "Date: ".utf8)
            output.append(contentsOf: context.date)
            output.append(contentsOf: Self.lineEnd)
        }
        if context.closes || closes {
            output.append(contentsOf: "Connection: close\r\n".utf8)
        } else if context.minorVersion == 0 {
            // RFC 9112 §9.3: HTTP/1.0 must be told that the connection persists.
            output.append(contentsOf: "Connection: keep-alive\r\n".utf8)
        }
    }

    private func write(field index: Int, of headers: HTTPFields, to output: inout [UInt8]) {
        let name = headers.nameBytes(at: index)
        guard !name.isEmpty, name.allSatisfy(HTTPByteClass.isToken), !Self.isOwned(name) else { return }
        output.append(contentsOf: name)
        output.append(ASCII.colon)
        output.append(ASCII.space)
        // RFC 9110 §5.5: CR, LF and NUL never go out; they would let a value end its line.
        for byte in headers.valueBytes(at: index) {
            output.append(HTTPByteClass.isFieldValue(byte) ? byte : ASCII.space)
        }
        output.append(contentsOf: Self.lineEnd)
    }

    /// Whether a field is the writer's own.
    private static func isOwned(_ name: ArraySlice<UInt8>) -> Bool {
        switch name.count {
        case 4: HTTPByteClass.equal(name, literal: "date")
        case 10: HTTPByteClass.equal(name, literal: "connection") || HTTPByteClass.equal(name, literal: "keep-alive")
        case 14: HTTPByteClass.equal(name, literal: "content-length")
        case 17: HTTPByteClass.equal(name, literal: "transfer-encoding")
        default: false
        }
    }

    private static func append(decimal number: Int, to output: inout [UInt8]) {
        output.append(contentsOf: String(number).utf8)
    }
}
