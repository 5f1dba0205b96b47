public import SynoWire

/// A way in which a simulated Synology Chat misbehaves towards a call of its API.
public struct SynologyFault: Sendable, Equatable {
    /// What happens.
    public enum Kind: Sendable, Equatable {
        /// The call is refused with this code.
        case code(SynoErrorCode)
        /// The call is carried out, and its answer comes this many seconds later.
        case delay(Double)
        /// The connection is closed and nothing is carried out.
        case dropBefore
        /// The call is carried out and the connection closed without an answer.
        case dropAfter
        /// Nothing is carried out and no answer ever comes.
        case hang
        /// The call is carried out and no answer ever comes.
        case hangAfter
        /// A page of HTML with this status, as a proxy or a log-in page sends it; nothing is carried out.
        case html(status: Int)
        /// The call is carried out, and its answer is preceded by this much white space.
        case flood(bytes: Int)
        /// The call is carried out, and every user is named in `fail`.
        case partialFailure
    }

    /// What happens.
    public var kind: Kind
    /// Which of the calls it hits.
    public var schedule: FaultSchedule
    /// The method that it hits, or `nil` for every call.
    public var method: ChatbotEntryPoint.Method?

    /// Creates a fault that hits every call that its schedule lets it.
    public init(_ kind: Kind, _ schedule: FaultSchedule, method: ChatbotEntryPoint.Method? = nil) {
        self.kind = kind
        self.schedule = schedule
        self.method = method
    }

    /// Creates a fault that hits `times` calls after the first `after`.
    public init(_ kind: Kind, times: Int = 1, after: Int = 0, method: ChatbotEntryPoint.Method? = nil) {
        self.init(kind, FaultSchedule(times: times, after: after), method: method)
    }
}
