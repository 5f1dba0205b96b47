/// What became of one POST to Synology Chat.
public enum DeliveryOutcome: Sendable, Equatable {
    /// `"success":true`, and nobody in `fail`.
    case delivered
    /// `"success":false` with this code.
    case refused(code: Int)
    /// An answer that is none of Synology Chat's: HTML of a proxy, an empty body.
    case notChat
    /// Nothing was sent: no address, no connection, no TLS.
    case notSent
    /// The connection broke or the process died after the request went out: the part may have arrived.
    case unknown
}
