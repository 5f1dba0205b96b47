internal import Wire

/// A fault with the calls that it hits.
protocol PlannedFault: Sendable {
    /// The calls that it hits.
    var schedule: FaultSchedule { get set }

    /// Reads a fault as the control route takes it; `nil` for anything else.
    init?(json: JSONValue)
}

/// The faults still to come, in order: each call is hit by the first that takes it.
struct FaultPlan<Fault: PlannedFault>: Sendable {
    /// How many faults another process can plan.
    static var limit: Int { 1_000 }

    /// The faults that have calls left to hit.
    private(set) var faults: [Fault] = []

    /// Adds faults behind those still to come.
    mutating func add(_ more: [Fault]) { faults += more }

    /// Adds the faults of a control request.
    ///
    /// - Returns: false, with nothing added, where the body is not an array of faults or there would be more than ``limit``.
    mutating func add(json body: [UInt8]) -> Bool {
        guard let rows = (try? JSONParser.parse(body))?.array, rows.count <= Self.limit - faults.count else {
            return false
        }
        let more = rows.compactMap(Fault.init(json:))
        guard more.count == rows.count else { return false }
        add(more)
        return true
    }

    /// The fault that hits a call, if any.
    mutating func next(where matches: (Fault) -> Bool = { _ in true }) -> Fault? {
        for index in faults.indices where matches(faults[index]) {
            switch faults[index].schedule.next() {
            case .leave: continue
            case .pass: return nil
            case .hit:
                let fault = faults[index]
                if fault.schedule.times == 0 { faults.remove(at: index) }
                return fault
            }
        }
        return nil
    }
}
