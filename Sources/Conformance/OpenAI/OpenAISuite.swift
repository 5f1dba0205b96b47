public import HTTPClient

/// The requirements of `Specs/openai` that a running server is held to.
public enum OpenAISuite {
    /// Every check, in the order of the report.
    static let checks = strict + answers + streams + parameters + keys + errors + refusals + models

    /// Sends every probe and judges the answers.
    ///
    /// - Parameters:
    ///   - target: the server.
    ///   - progress: takes each probe's name before it is sent.
    /// - Returns: the report; none of its faults shows the key.
    /// - Throws: an error of the client where not even the first request could be sent.
    public static func run(
        _ target: OpenAITarget,
        progress: (String) -> Void = { _ in }
    ) throws(HTTPClientError) -> Report {
        let client = try LiveClient()
        var answers: [OpenAIProbe: LiveAnswer] = [:]
        for probe in OpenAIProbe.allCases {
            progress(probe.rawValue)
            var answer = client.send(probe.rawValue, probe.request(target))
            // Rate limits are no fault of the server: twice it is given the time that it wants.
            for _ in 0..<2 where answer.status == 429 {
                client.pause(min(30, max(1, answer.header("Retry-After").flatMap(Double.init) ?? 5)))
                answer = client.send(probe.rawValue, probe.request(target))
            }
            if probe == .plain, answer.status == 0, let failure = answer.failure { throw failure }
            answers[probe] = answer
        }
        let note = "\(OpenAIProbe.allCases.count) requests to \(target.base), model \(target.model)."
        return Report(checks, of: OpenAIExchanges(target, answers), note: note).hiding(
            [target.key, OpenAIProbe.falseKey].compactMap { $0 }
        )
    }

    /// The strict reading of every answer (OAI-060 to OAI-073).
    private static let strict: [LiveCheck<OpenAIExchanges>] = (60...73).map { number in
        let requirement = "OAI-0\(number)"
        return LiveCheck(requirement) { exchanges in
            // What is asked of streams alone can be judged by streams alone.
            let audits = number < 68 ? exchanges.plain + exchanges.streams : exchanges.streams
            guard !audits.isEmpty else { return .skipped("no answer of status 200") }
            return .judged(audits.flatMap { $0.faults(requirement) })
        }
    }
}
