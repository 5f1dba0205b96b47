/// What a server answered to every probe that was sent.
struct LiveExchanges<Probe: RawRepresentable<String> & Hashable & Sendable>: Sendable {
    /// The answers; none for a probe that was not sent.
    let answers: [Probe: LiveAnswer]
    /// The user in whose name, or to whom, was written; 0 for nobody.
    let user: Int64
    /// What no answer may repeat.
    let secrets: [String]

    /// The answer to a probe.
    subscript(_ probe: Probe) -> LiveAnswer {
        answers[probe] ?? .missing(probe.rawValue)
    }

    /// Whether a probe was sent.
    func has(_ probe: Probe) -> Bool { answers[probe] != nil }
}
