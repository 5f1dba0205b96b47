/// What happens to one request, in this order: at most one head, any number of body pieces, exactly one end.
public enum HTTPClientEvent: Sendable {
    /// The final status (never 1xx; a redirect is a status like any other) and the header fields as received.
    case head(status: Int, headers: [(name: String, value: String)])
    /// The next bytes of the body, with the transfer coding undone; never empty.
    case body([UInt8])
    /// The end. No event follows.
    case finished(Result<Void, HTTPClientError>)
}
