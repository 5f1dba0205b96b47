public import HTTPClient
import SynoWire
import Wire

/// The requirements of `Specs/synology` that a running Synology Chat server is held to.
public enum SynologySuite {
    typealias Exchanges = LiveExchanges<SynologyProbe>

    /// Every check, in the order of the report.
    static let checks = answers + refusals + posts

    /// The most posts that a correct server shows to the user.
    public static let postCount = 7

    /// Sends every probe and judges the answers; without a user nothing is posted.
    ///
    /// - Returns: the report; none of its faults shows the token.
    /// - Throws: an error of the client where not even the first call could be sent.
    public static func run(_ target: SynologyTarget) throws(HTTPClientError) -> Report {
        try run(target, LiveClient())
    }

    /// The same with a client of its own.
    static func run(_ target: SynologyTarget, _ client: LiveClient) throws(HTTPClientError) -> Report {
        var answers: [SynologyProbe: LiveAnswer] = [:]
        for probe in SynologyProbe.allCases {
            guard let request = probe.request(target) else { continue }
            var answer = client.send(probe.rawValue, request)
            if answers.isEmpty, answer.status == 0, let failure = answer.failure { throw failure }
            // Chat wants time between two posts; only one of the probes is about that.
            for round in 1...5 where probe != .tooFast && code(answer) == .tooFast {
                client.pause(0.6 * Double(round))
                answer = client.send(probe.rawValue, request)
            }
            answers[probe] = answer
        }
        let note = "\(answers.count) calls of \(target.entry.base.text)."
        let secrets = [target.entry.token.exposed]
        let exchanges = Exchanges(answers: answers, user: target.user ?? 0, secrets: secrets)
        return Report(checks, of: exchanges, note: note).hiding(secrets)
    }

    /// The code of a failure, or `nil`.
    static func code(_ answer: LiveAnswer) -> SynoErrorCode? {
        guard case .failure(let failure)? = try? SynoResponse.decode(answer.body) else { return nil }
        return failure.code
    }

    /// A fault unless the answer is a failure with this code.
    static func fault(_ answer: LiveAnswer, unless wanted: SynoErrorCode) -> Fault? {
        let got = code(answer)
        guard got != wanted else { return nil }
        let what = got.map { "code \($0.rawValue)" } ?? "no failure (\(answer.summary))"
        return answer.fault("code \(wanted.rawValue) (\(wanted.name))", got: what)
    }

    /// A fault unless the answer is a success.
    static func fault(unlessSuccess answer: LiveAnswer) -> Fault? {
        if case .success? = try? SynoResponse.decode(answer.body) { return nil }
        return answer.fault("success", got: code(answer).map { "code \($0.rawValue) (\($0.name))" })
    }

    /// What a post came to: the user who received it, and its id.
    static func delivered(_ answer: LiveAnswer) -> SynoResponse.Delivered? {
        guard case .success(let success)? = try? SynoResponse.decode(answer.body) else { return nil }
        return success.posts.first
    }

    /// A check of a probe that posts, or might: not judged where nothing may be posted.
    static func posting(
        _ requirement: String,
        _ probes: SynologyProbe...,
        judge: @escaping @Sendable (Exchanges) -> Outcome
    ) -> LiveCheck<Exchanges> {
        LiveCheck(requirement) { exchanges in
            probes.allSatisfy(exchanges.has)
                ? judge(exchanges) : .skipped("nothing may be posted: --user says to whom, --yes that it may")
        }
    }
}
