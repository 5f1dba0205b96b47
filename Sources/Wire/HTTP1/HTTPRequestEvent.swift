/// What ``HTTPRequestParser`` found.
public enum HTTPRequestEvent: Sendable, Equatable {
    /// A head asked for `100 Continue` and none of its body has come: the sender may be waiting (RFC 9110 §10.1.1).
    case continueExpected
    /// A request is complete.
    case request(HTTPRequest)
}
