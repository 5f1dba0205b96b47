package import Wire

/// A way in which the simulated endpoint answers otherwise than plainly, with the requests that it hits.
package struct ModelMisbehaviour: Misbehaviour, Equatable {
    /// What happens instead of a plain answer.
    ///
    /// In a chat some are typed anywhere in the message: `#long 30`, `#slow 2`, `#think`, `#code`, `#error 429`, `#cut`,
    /// `#empty`, `#length`, `#hang`. The others are planned.
    package enum Kind: MisbehaviourKind {
        /// This number of paragraphs.
        case long(Int)
        /// Seconds before the first byte.
        case slow(Double)
        /// Reasoning in front of the answer.
        case think
        /// A block of code.
        case code
        /// An error of this status; `Retry-After` in seconds.
        case error(Int, retryAfter: Int?)
        /// An answer that ends cleanly in the middle: of a stream without `finish_reason` and `[DONE]`.
        case cut
        /// An answer without text.
        case empty
        /// `finish_reason` is `length`.
        case length
        /// No answer at all.
        case hang
        /// The connection is closed before the answer's head.
        case dropBefore
        /// The connection is closed in the middle of the answer.
        case dropMiddle
        /// The answer stops in the middle, and the connection stays open.
        case stall
        /// One piece in the middle is not JSON.
        case malformed
        /// Seconds before each piece of the answer.
        case pieceDelay(Double)
    }

    /// What happens.
    package var kind: Kind
    /// Which of the requests it hits.
    package var schedule: MisbehaviourSchedule

    /// Creates a misbehaviour; without a schedule it hits the next request.
    package init(_ kind: Kind, _ schedule: MisbehaviourSchedule = MisbehaviourSchedule()) {
        self.kind = kind
        self.schedule = schedule
    }

    /// Creates a misbehaviour from the control route, which takes no further members.
    package init(_ kind: Kind, _ schedule: MisbehaviourSchedule, members: JSONObject) { self.init(kind, schedule) }
}

extension ModelMisbehaviour.Kind {
    /// Reads `error` (with `status` from 400 to 599, and `retry_after` in seconds), `drop-before`, `drop-middle`, `cut`,
    /// `stall`, `hang`, `malformed`, `empty`, `length`, `think`, `long` (with `count`), `slow` and `piece-delay` (with
    /// `milliseconds`).
    package init?(_ name: String, number member: (String) -> Int64?) {
        func number(_ name: String, in range: ClosedRange<Int64>) -> Int? {
            member(name).flatMap { range.contains($0) ? Int($0) : nil }
        }
        var seconds: Double? { number("milliseconds", in: 0...600_000).map { Double($0) / 1000 } }
        let found: Self? =
            switch name {
            case "error":
                number("status", in: 400...599).map { .error($0, retryAfter: number("retry_after", in: 0...86_400)) }
            case "drop-before": .dropBefore
            case "drop-middle": .dropMiddle
            case "cut": .cut
            case "stall": .stall
            case "hang": .hang
            case "malformed": .malformed
            case "empty": .empty
            case "length": .length
            case "think": .think
            case "long": number("count", in: 1...1_000).map { .long($0) }
            case "slow": seconds.map { .slow($0) }
            case "piece-delay": seconds.map { .pieceDelay($0) }
            default: nil
            }
        guard let found else { return nil }
        self = found
    }

    /// What the first directive of a text asks for.
    package init?(in text: String) {
        let words = text.split { $0.isWhitespace }
        for (index, word) in words.enumerated() where word.hasPrefix("#") {
            let argument = index + 1 < words.count ? String(words[index + 1]) : ""
            // Typed by anybody: bounded, so that no number can stop or fill the process.
            let number = Int(argument)
            switch word {
            case "#long": self = .long(min(1_000, max(1, number ?? 20)))
            case "#slow": self = .slow(Double(argument).map { $0.isFinite ? min(600, max(0, $0)) : 2 } ?? 2)
            case "#think": self = .think
            case "#code": self = .code
            case "#error":
                let status = min(599, max(400, number ?? 500))
                self = .error(status, retryAfter: status == 429 ? 1 : nil)
            case "#cut": self = .cut
            case "#empty": self = .empty
            case "#length": self = .length
            case "#hang": self = .hang
            default: continue
            }
            return
        }
        return nil
    }
}
