import Wire

extension OpenAISuite {
    /// Parameters beside the messages (OAI-120 to OAI-126).
    static let parameters: [LiveCheck<OpenAIExchanges>] = [
        LiveCheck("OAI-120") { exchanges in bounded(exchanges, .maxTokens) },
        LiveCheck("OAI-121") { exchanges in bounded(exchanges, .maxCompletionTokens) },
        LiveCheck("OAI-122") { exchanges in .judged(exchanges[.hot].fault(unless: 400, 422)) },
        LiveCheck("OAI-123") { exchanges in .judged(exchanges[.wordyTemperature].fault(unless: 400, 422)) },
        LiveCheck("OAI-124") { exchanges in .judged(exchanges[.negative].fault(unless: 400, 422)) },
        LiveCheck("OAI-125") { exchanges in .judged(exchanges[.loneOptions].fault(unless: 400, 422)) },
        LiveCheck("OAI-126") { exchanges in .judged(exchanges[.unknownParameter].fault(unless: 200, 400, 422)) },
    ]

    /// An answer of three tokens at most that says so, or a refusal.
    private static func bounded(_ exchanges: OpenAIExchanges, _ probe: OpenAIProbe) -> Outcome {
        let answer = exchanges[probe]
        if answer.status == 400 { return .judged([]) }
        guard let json = exchanges.json(probe) else { return .judged(answer.fault(unless: 200, 400)) }
        let count = json["usage"]?["completion_tokens"]?.int64 ?? 0
        let reason = json["choices"]?[0]?["finish_reason"]?.string ?? "none"
        var faults: [Fault] = []
        if count > 3 { faults.append(answer.fault("3 tokens at most", got: "\(count)")) }
        if reason != "length" { faults.append(answer.fault("finish_reason length", got: reason)) }
        return .judged(faults)
    }
}
