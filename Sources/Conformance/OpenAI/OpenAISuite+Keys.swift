import OpenAIWire
import Wire

extension OpenAISuite {
    /// Models, keys and the context (OAI-130 to OAI-137).
    static let keys: [LiveCheck<OpenAIExchanges>] = [
        LiveCheck("OAI-130") { exchanges in
            .judged([OpenAIProbe.unknownModel, .unknownModelStream].compactMap { exchanges[$0].fault(unless: 404) })
        },
        LiveCheck("OAI-131") { exchanges in coded(exchanges[.unknownModel], "model_not_found") },
        LiveCheck("OAI-132") { exchanges in keyed(exchanges, .wrongKey) },
        LiveCheck("OAI-133") { exchanges in
            exchanges.target.key == nil ? noKeyGiven : coded(exchanges[.wrongKey], "invalid_api_key")
        },
        LiveCheck("OAI-134") { exchanges in keyed(exchanges, .noKey) },
        LiveCheck("OAI-135") { exchanges in
            let secrets = [exchanges.target.key, OpenAIProbe.falseKey].compactMap { $0 }.filter { !$0.isEmpty }
            let errors = OpenAIProbe.allCases.map { exchanges[$0] }.filter { !(200...299).contains($0.status) }
            let leaks = errors.filter { answer in
                secrets.contains { answer.body.firstRange(of: Array($0.utf8)) != nil }
            }
            return .judged(leaks.map { $0.fault("no key", got: "the key") })
        },
        LiveCheck("OAI-136", overflow),
        LiveCheck("OAI-137") { exchanges in
            exchanges[.tooLong].isSuccess
                ? .skipped("no prompt was too long") : coded(exchanges[.tooLong], "context_length_exceeded")
        },
    ]

    private static let noKeyGiven = Outcome.skipped("no key was given: --key says that the server asks for one")

    private static func keyed(_ exchanges: OpenAIExchanges, _ probe: OpenAIProbe) -> Outcome {
        exchanges.target.key == nil ? noKeyGiven : .judged(exchanges[probe].fault(unless: 401))
    }

    /// A refusal with a code.
    private static func coded(_ answer: LiveAnswer, _ code: String) -> Outcome {
        guard answer.status >= 400 else { return .skipped("the request was not refused (\(answer.summary))") }
        let json = try? JSONParser.parse(answer.body)
        let got = json?["error"]?["code"] ?? .null
        guard got.string != code else { return .judged([]) }
        return .judged(answer.fault(code, got: String(decoding: got.encoded(), as: UTF8.self)))
    }

    /// OAI-136: a refusal of 400, or an answer whose usage says that nothing was cut.
    private static func overflow(_ exchanges: OpenAIExchanges) -> Outcome {
        let answer = exchanges[.tooLong]
        let window = exchanges.target.window
        guard answer.isSuccess else { return .judged(answer.fault(unless: 400)) }
        // Each word of the prompt is a token in the encodings of OpenAI; others may need half as many.
        let counted = exchanges.json(.tooLong)?["usage"]?["prompt_tokens"]?.int64 ?? 0
        if counted >= window / 2 {
            return .skipped("a prompt of \(counted) tokens was answered: --window says how many are too many")
        }
        return .judged(answer.fault("status 400, or all \(window) tokens counted", got: "\(counted) tokens counted"))
    }
}
