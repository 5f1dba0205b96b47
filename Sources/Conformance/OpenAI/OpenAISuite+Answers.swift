import Wire

extension OpenAISuite {
    /// Answers without stream (OAI-100 to OAI-109).
    static let answers: [LiveCheck<OpenAIExchanges>] = [
        LiveCheck("OAI-100") { exchanges in
            let answer = exchanges[.plain]
            if let fault = answer.fault(unless: 200) { return .judged(fault) }
            guard answer.type != "application/json" else { return .judged([]) }
            return .judged(answer.fault("application/json", got: answer.type))
        },
        LiveCheck("OAI-101") { exchanges in
            ofAnswers(exchanges) { json in
                let usage = json["usage"] ?? .null
                return usage.isNull ? ("usage", "none") : nil
            }
        },
        LiveCheck("OAI-102") { exchanges in
            ofAnswers(exchanges) { json in
                guard let usage = json["usage"]?.object,
                    json["choices"]?[0]?["message"]?["content"]?.string?.isEmpty == false
                else { return nil }
                let counts = ["prompt_tokens", "completion_tokens"].compactMap { usage[$0]?.int64 }
                return counts.contains { $0 < 1 } ? ("a token at least", "none") : nil
            }
        },
        LiveCheck("OAI-103") { exchanges in
            ofAnswers(exchanges) { json in
                guard let time = json["created"]?.int64 else { return nil }
                return (1_000_000_000..<10_000_000_000).contains(time) ? nil : ("seconds of this age", "\(time)")
            }
        },
        LiveCheck("OAI-104") { exchanges in
            ofAnswers(exchanges) { json in
                guard let model = json["model"]?.string else { return nil }
                return model.hasPrefix(exchanges.target.model) ? nil : (exchanges.target.model, model)
            }
        },
        LiveCheck("OAI-105") { exchanges in
            guard let first = exchanges.json(.plain)?["id"]?.string, let second = exchanges.json(.again)?["id"]?.string
            else { return .skipped("no two answers with ids") }
            return .judged(first == second ? exchanges[.again].fault("another id", got: second) : nil)
        },
        LiveCheck("OAI-106") { exchanges in
            .judged([OpenAIProbe.unicode, .escaped].compactMap { exchanges[$0].fault(unless: 200) })
        },
        LiveCheck("OAI-107") { exchanges in .judged(exchanges[.conversation].fault(unless: 200)) },
        LiveCheck("OAI-108") { exchanges in
            if let fault = exchanges[.parts].fault(unless: 200) { return .judged(fault) }
            let counts = [OpenAIProbe.plain, .parts].compactMap {
                exchanges.json($0)?["usage"]?["prompt_tokens"]?.int64
            }
            guard counts.count == 2, counts[0] != counts[1] else { return .judged([]) }
            return .judged(exchanges[.parts].fault("\(counts[0]) tokens of prompt", got: "\(counts[1])"))
        },
        LiveCheck("OAI-109") { exchanges in .judged(exchanges[.developer].fault(unless: 200, 400)) },
    ]

    /// Judges every whole answer without stream: a fault is what was expected, and what came.
    private static func ofAnswers(
        _ exchanges: OpenAIExchanges,
        _ fault: (JSONValue) -> (expected: String, got: String)?
    ) -> Outcome {
        let read = exchanges.plain.flatMap { audit in
            audit.objects.filter { $0["choices"] != nil }.map { (audit.name, $0) }
        }
        guard !read.isEmpty else { return .skipped("no answer of status 200") }
        return .judged(
            read.compactMap { name, json in
                fault(json).map { Fault(name, expected: $0.expected, got: $0.got, bytes: json.encoded()) }
            }
        )
    }
}
