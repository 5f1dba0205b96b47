import Wire

/// What a server answered to every probe.
struct OpenAIExchanges: Sendable {
    /// The server.
    let target: OpenAITarget
    /// The answers.
    let answers: [OpenAIProbe: LiveAnswer]
    /// The audits of the answers of status 200 that are no streams.
    let plain: [CompletionAudit]
    /// The audits of the streams.
    let streams: [CompletionAudit]

    /// Gathers the answers, and audits those of status 200.
    init(_ target: OpenAITarget, _ answers: [OpenAIProbe: LiveAnswer]) {
        self.target = target
        self.answers = answers
        let whole: [OpenAIProbe] = [.plain, .again, .unicode, .escaped, .conversation, .maxTokens, .last]
        plain = whole.compactMap { probe in
            answers[probe].flatMap { $0.status == 200 ? CompletionAudit($0.name, body: $0.body) : nil }
        }
        streams = [OpenAIProbe.stream, .counted].compactMap { probe in
            answers[probe].flatMap { $0.status == 200 ? CompletionAudit($0.name, stream: $0.body) : nil }
        }
    }

    /// The answer to a probe.
    subscript(_ probe: OpenAIProbe) -> LiveAnswer {
        answers[probe] ?? .missing(probe.rawValue)
    }

    /// The JSON of an answer's body, read as a client would read it that does not judge.
    func json(_ probe: OpenAIProbe) -> JSONValue? {
        self[probe].status == 200 ? try? JSONParser.parse(self[probe].body, repeatedNames: .last) : nil
    }

    /// The text of an answer that is not a stream.
    func text(_ probe: OpenAIProbe) -> String? { json(probe)?["choices"]?[0]?["message"]?["content"]?.string }

    /// The chunks of a stream that are JSON objects.
    func chunks(_ probe: OpenAIProbe) -> [JSONValue] {
        streams.first { $0.name == probe.rawValue }?.objects ?? []
    }
}
