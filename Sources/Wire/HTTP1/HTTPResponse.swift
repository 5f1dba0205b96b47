/// An answer: status, fields and body.
///
/// Content-Length, Transfer-Encoding, Connection, Date and Keep-Alive are written by ``HTTPResponseWriter``; a field of
/// such a name here is left out.
public struct HTTPResponse: Sendable, Equatable {
    /// The status code, 200 to 999.
    public var status: Int
    /// The fields, in order.
    public var headers: HTTPFields
    /// The body.
    public var body: [UInt8]
    /// Whether the connection is to be closed after this answer.
    public var closesConnection: Bool

    /// Creates an answer from bytes.
    public init(status: Int, headers: HTTPFields = [:], body: [UInt8] = [], closesConnection: Bool = false) {
        self.status = status
        self.headers = headers
        self.body = body
        self.closesConnection = closesConnection
    }

    /// Creates an answer from a text, as UTF-8 of the given media type.
    public init(status: Int, text: String, contentType: String = "text/plain; charset=utf-8") {
        self.init(status: status, headers: ["Content-Type": contentType], body: Array(text.utf8))
    }

    /// The answer to a request that broke a rule: its status, its sentence, and the end of the connection.
    public init(refusing error: HTTPRequestError) {
        self.init(status: error.status, text: error.message + "\n")
        closesConnection = true
    }
}
