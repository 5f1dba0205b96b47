/// Why a request has no whole answer.
public struct HTTPClientError: Error, Sendable, Equatable {
    /// The limits of time that a request can meet.
    public enum Limit: Sendable, Equatable {
        /// Name resolution, TCP and TLS took too long.
        case connect
        /// No byte came or went for too long.
        case idle
        /// The whole exchange took too long.
        case total
    }

    /// The closed list of reasons.
    public enum Kind: Sendable, Equatable {
        /// The address cannot be used: not http(s), malformed, or with a user name in it.
        case invalidURL
        /// The method or a header field cannot be sent.
        case invalidRequest
        /// The host's name is not known (or the name server does not answer).
        case resolve
        /// No connection: refused, unreachable, or the proxy said no.
        case connect
        /// The certificate or the TLS handshake was refused.
        case tls
        /// A limit of time.
        case timeout(Limit)
        /// The connection broke before a byte of the request was sent.
        case brokenBeforeSend
        /// The connection broke after the request, or a part of it, was sent and before the answer's head: whether the
        /// server has acted is unknown.
        case brokenAfterSend
        /// The connection broke within the answer.
        case partial
        /// What came back is not HTTP.
        case malformed
        /// The answer is longer than `maxResponseBytes`, or its header than 64 KiB.
        case tooLarge
        /// Cancelled by the caller or by the client's end.
        case cancelled
        /// The client itself cannot work: no memory, no thread.
        case unavailable
    }

    /// The reason.
    public let kind: Kind
    /// Whether any byte of the request can have reached the server.
    ///
    /// Where `false`, repeating the request doubles nothing.
    public let requestWasSent: Bool
    /// One sentence for the log: names the host at most, never the path, the query, a header or the body.
    public let message: String

    /// Creates an error.
    public init(kind: Kind, requestWasSent: Bool, message: String) {
        self.kind = kind
        self.requestWasSent = requestWasSent
        self.message = message
    }
}
