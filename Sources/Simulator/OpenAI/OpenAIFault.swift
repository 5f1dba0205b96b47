internal import Wire

/// A directive for requests to come, with the requests that it hits.
public struct OpenAIFault: Sendable, Equatable {
    /// What happens.
    public var directive: OpenAIDirective
    /// Which of the requests it hits.
    public var schedule: FaultSchedule

    /// Creates a fault; without a schedule it hits the next request.
    public init(_ directive: OpenAIDirective, _ schedule: FaultSchedule = FaultSchedule()) {
        self.directive = directive
        self.schedule = schedule
    }
}

extension OpenAIFault: PlannedFault {
    /// Reads a fault as the control route takes it:
    /// `{"kind":"error","status":429,"retry_after":1,"times":3,"after":0}`.
    ///
    /// The kinds are `error` (with `status` from 400 to 599, and `retry_after` in seconds), `drop-before`, `drop-middle`,
    /// `cut`, `stall`, `hang`, `malformed`, `empty`, `length`, `think`, `long` (with `count`), `slow` and `piece-delay` (with
    /// `milliseconds`); instead of `times` a `probability` with a `seed` (``FaultSchedule``). Returns `nil` for anything else.
    init?(json: JSONValue) {
        guard let members = json.object, let kind = members["kind"]?.string, let schedule = FaultSchedule(members),
            let directive = OpenAIDirective(kind, member: { members[$0]?.int64 })
        else { return nil }
        self.init(directive, schedule)
    }
}

extension OpenAIDirective {
    fileprivate init?(_ kind: String, member: (String) -> Int64?) {
        func number(_ name: String, in range: ClosedRange<Int64>) -> Int? {
            member(name).flatMap { range.contains($0) ? Int($0) : nil }
        }
        var seconds: Double? { number("milliseconds", in: 0...600_000).map { Double($0) / 1000 } }
        let found: Self? =
            switch kind {
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
}
