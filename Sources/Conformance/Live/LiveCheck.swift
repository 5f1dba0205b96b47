/// One requirement of `Specs/` that a running server is held to, judged from what was exchanged with it.
struct LiveCheck<Exchanges: Sendable>: Sendable {
    /// The requirement's number.
    let requirement: String
    /// Judges it.
    let judge: @Sendable (Exchanges) -> Outcome

    init(_ requirement: String, _ judge: @escaping @Sendable (Exchanges) -> Outcome) {
        self.requirement = requirement
        self.judge = judge
    }
}

extension Report {
    /// Judges every check.
    init<Exchanges>(_ checks: [LiveCheck<Exchanges>], of exchanges: Exchanges, note: String) {
        let stated = Dictionary(Requirement.all.map { ($0.number, $0) }) { first, _ in first }
        let points = checks.map { check in
            let requirement = stated[check.requirement]
            let outcome = check.judge(exchanges)
            let (faults, reason): ([Fault], String?) =
                switch outcome {
                case .judged(let faults): (faults, nil)
                case .skipped(let reason): ([], reason)
                }
            return TestPoint(
                requirement: check.requirement,
                title: requirement.map { "\($0.level): \($0.sentence)" } ?? "is stated nowhere",
                faults: faults,
                isAdvice: requirement?.isAdvice ?? false,
                reason: reason
            )
        }
        let report = Report(points: points, notes: [])
        let counts =
            "\(report.count(.holds)) hold, \(report.count(.fails)) fail, \(report.count(.deviates)) deviate, "
            + "\(report.count(.skipped)) could not be judged."
        self.init(points: points, notes: [note, counts])
    }
}
