/// Why a question got no answer, as far as its sentence to the user differs.
public enum TurnFailure: Sendable, Equatable {
    /// The server refused the key, or wants one.
    case wrongKey
    /// The account has no credit or has reached its limit.
    case noCredit
    /// The server refuses this account or this country.
    case forbidden
    /// Too many requests; `seconds` until it is worth asking again, where the server said so.
    case rateLimited(seconds: Int?)
    /// The server does not know the model.
    case modelUnknown(String)
    /// The address answers, but there is no chat endpoint behind it.
    case noEndpoint
    /// The server cannot be reached.
    case unreachable
    /// The server took too long, or stopped sending.
    case timedOut
    /// The server refused what was asked or what it would have said.
    case contentRefused
    /// The server still found the prompt too long when nothing more could be dropped.
    case tooLongForServer
    /// The server answered without a text.
    case emptyAnswer
    /// The answer broke off before its end.
    case brokenOff
    /// The server has too much to do.
    case overloaded
    /// The server, or a gateway before it, failed.
    case serverFault
    /// The server found the request wrong in a way that is not the user's doing.
    case requestRefused
}
