public import SynoWire

/// A way in which a simulated Synology Chat misbehaves towards a call of its API.
public struct SynologyFault: Sendable, Equatable {
    /// What happens.
    public enum Kind: Sendable, Equatable {
        /// The call is refused with this code.
        case code(SynoErrorCode)
        /// The call is carried out, and its answer comes so many seconds later.
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
        /// The call is carried out, and its answer is preceded by so many bytes of white space.
        case flood(bytes: Int)
        /// The call is carried out, and every user is named in `fail`.
        case partialFailure
    }

    /// What happens.
    public var kind: Kind
    /// How many calls it hits.
    public var times: Int
    /// How many matching calls go through before the first that it hits.
    public var after: Int
    /// The method that it hits, or `nil` for every call.
    public var method: ChatbotEntryPoint.Method?

    /// Creates a fault.
    public init(_ kind: Kind, times: Int = 1, after: Int = 0, method: ChatbotEntryPoint.Method? = nil) {
        self.kind = kind
        self.times = times
        self.after = after
        self.method = method
    }
}

/// The faults still to come, in order: each call is hit by the first that matches it.
struct FaultPlan: Sendable {
    /// The faults, with what is left of their counts.
    var faults: [SynologyFault] = []

    /// The fault that hits a call of `method`, if any.
    mutating func next(_ method: ChatbotEntryPoint.Method?) -> SynologyFault.Kind? {
        for index in faults.indices {
            let fault = faults[index]
            guard fault.method == nil || fault.method == method, fault.times > 0 else { continue }
            guard fault.after == 0 else {
                faults[index].after -= 1
                return nil
            }
            faults[index].times -= 1
            return fault.kind
        }
        return nil
    }
}
