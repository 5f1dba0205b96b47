package import SynoWire
package import Wire

/// A way in which a simulated Synology Chat misbehaves towards a call of its API.
package struct ChatMisbehaviour: Sendable, Equatable {
    /// What happens.
    package enum Kind: MisbehaviourKind {
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
    package var kind: Kind
    /// Which of the calls it hits.
    package var schedule: MisbehaviourSchedule
    /// The method that it hits, or `nil` for every call.
    package var method: ChatbotEntryPoint.Method?

    /// Creates a fault that hits every call that its schedule lets it.
    package init(_ kind: Kind, _ schedule: MisbehaviourSchedule, method: ChatbotEntryPoint.Method? = nil) {
        self.kind = kind
        self.schedule = schedule
        self.method = method
    }

    /// Creates a fault that hits `times` calls after the first `after`.
    package init(_ kind: Kind, times: Int = 1, after: Int = 0, method: ChatbotEntryPoint.Method? = nil) {
        self.init(kind, MisbehaviourSchedule(times: times, after: after), method: method)
    }
}

extension ChatMisbehaviour: Misbehaviour {
    /// Creates a misbehaviour from the control route, where `method` may name the method that it hits.
    package init(_ kind: Kind, _ schedule: MisbehaviourSchedule, members: JSONObject) {
        let method = members["method"]?.string
        self.init(kind, schedule, method: method.flatMap(ChatbotEntryPoint.Method.init(rawValue:)))
    }
}

extension ChatMisbehaviour.Kind {
    /// Reads `code` (with `code`), `delay` (with `milliseconds`), `drop-before`, `drop-after`, `hang`, `hang-after`, `html`
    /// (with `status`), `flood` (with `bytes`) and `partial-failure`.
    package init?(_ name: String, number: (String) -> Int64?) {
        let found: Self? =
            switch name {
            case "code": number("code").map { .code(SynoErrorCode(rawValue: $0)) }
            case "delay": number("milliseconds").map { .delay(Double($0) / 1000) }
            case "drop-before": .dropBefore
            case "drop-after": .dropAfter
            case "hang": .hang
            case "hang-after": .hangAfter
            case "html": number("status").map { .html(status: Int($0)) }
            case "flood": number("bytes").map { .flood(bytes: Int($0)) }
            case "partial-failure": .partialFailure
            default: nil
            }
        guard let found else { return nil }
        self = found
    }
}
