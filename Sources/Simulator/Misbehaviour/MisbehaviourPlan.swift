package import Wire

/// A way in which a simulated server misbehaves, with the calls that it hits.
package protocol Misbehaviour: Sendable {
    /// What happens.
    associatedtype Kind: MisbehaviourKind

    /// What happens.
    var kind: Kind { get }
    /// The calls that it hits.
    var schedule: MisbehaviourSchedule { get set }

    /// Creates a misbehaviour from what the control route took, and the members that only this world knows.
    init(_ kind: Kind, _ schedule: MisbehaviourSchedule, members: JSONObject)
}

/// What happens to a call that is hit.
package protocol MisbehaviourKind: Sendable, Equatable {
    /// Reads the name and the numbers that the control route took; `nil` where they name nothing that can happen.
    init?(_ name: String, number: (String) -> Int64?)
}

extension Misbehaviour {
    /// Reads a misbehaviour as the control route takes it.
    ///
    /// `{"kind":"…","times":3,"after":0}` with the numbers of the kind; instead of `times` a `probability` with a `seed`
    /// (``MisbehaviourSchedule``). Returns `nil` for anything else.
    init?(json: JSONValue) {
        guard let members = json.object, let name = members["kind"]?.string,
            let kind = Kind(name, number: { members[$0]?.int64 }), let schedule = MisbehaviourSchedule(members)
        else { return nil }
        self.init(kind, schedule, members: members)
    }
}

/// The misbehaviours still to come, in order: each call is hit by the first that takes it.
package struct MisbehaviourPlan<Planned: Misbehaviour>: Sendable {
    /// How many misbehaviours another process can plan.
    private static var limit: Int { 1_000 }

    /// Those that have calls left to hit.
    private var planned: [Planned] = []

    /// Adds misbehaviours behind those still to come.
    mutating func add(_ more: [Planned]) { planned += more }

    /// Adds the misbehaviours of a control request.
    ///
    /// - Returns: false, with nothing added, where the body is not an array of misbehaviours or there would be more than 1,000.
    mutating func add(json body: [UInt8]) -> Bool {
        guard let rows = (try? JSONParser.parse(body))?.array, rows.count <= Self.limit - planned.count else {
            return false
        }
        let more = rows.compactMap(Planned.init(json:))
        guard more.count == rows.count else { return false }
        add(more)
        return true
    }

    /// What happens to a call, if anything.
    mutating func next(where matches: (Planned) -> Bool = { _ in true }) -> Planned.Kind? {
        for index in planned.indices where matches(planned[index]) {
            switch planned[index].schedule.next() {
            case .leave: continue
            case .pass: return nil
            case .hit:
                let kind = planned[index].kind
                if planned[index].schedule.times == 0 { planned.remove(at: index) }
                return kind
            }
        }
        return nil
    }
}
