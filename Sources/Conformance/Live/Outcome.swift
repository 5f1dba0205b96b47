/// What a check of a running server comes to.
enum Outcome: Sendable, Equatable {
    /// It was judged; without faults the requirement holds.
    case judged([Fault])
    /// It could not be judged, for this reason.
    case skipped(String)

    /// The requirement holds, or one thing is wrong.
    static func judged(_ fault: Fault?) -> Outcome { .judged(fault.map { [$0] } ?? []) }
}
