import Wire

extension OpenAISuite {
    /// Streams (OAI-110 to OAI-118).
    static let streams: [LiveCheck<OpenAIExchanges>] = [
        LiveCheck("OAI-110") { exchanges in
            .judged(
                [OpenAIProbe.stream, .counted].compactMap { probe in
                    let answer = exchanges[probe]
                    if let fault = answer.fault(unless: 200) { return fault }
                    return answer.type == "text/event-stream"
                        ? nil : answer.fault("text/event-stream", got: answer.type)
                }
            )
        },
        LiveCheck("OAI-111") { exchanges in
            guard !exchanges.streams.isEmpty else { return .skipped("no stream of status 200") }
            return .judged(exchanges.streams.compactMap { strangeLine(exchanges.answer(of: $0)) })
        },
        LiveCheck("OAI-112") { exchanges in
            ofStreams(exchanges) { chunks in
                var seen: Set<Int64> = []
                for choice in choices(chunks) {
                    let isFirst = seen.insert(choice["index"]?.int64 ?? 0).inserted
                    let hasRole = choice["delta"]?["role"]?.string != nil
                    guard hasRole != isFirst else { continue }
                    return (isFirst ? "the role" : "no role in a later chunk", isFirst ? "none" : "a role", choice)
                }
                return nil
            }
        },
        LiveCheck("OAI-113") { exchanges in
            ofStreams(exchanges) { chunks in
                let full = choices(chunks).first { choice in
                    choice["finish_reason"]?.string != nil && choice["delta"]?["content"]?.string?.isEmpty == false
                }
                return full.map { ("an empty delta", "text", $0) }
            }
        },
        LiveCheck("OAI-114") { exchanges in
            ofStreams(exchanges, [.counted]) { chunks in
                let counted = chunks.indices.filter { chunks[$0]["usage"]?.object != nil }
                guard counted == [chunks.count - 1], let last = chunks.last else {
                    return ("the usage in the last chunk", "\(counted.count) chunks with usage", chunks.last ?? .null)
                }
                return last["choices"]?.array?.isEmpty == true ? nil : ("no choices beside the usage", "some", last)
            }
        },
        LiveCheck("OAI-115") { exchanges in
            ofStreams(exchanges, [.counted]) { chunks in
                let silent = chunks.first { $0["usage"] == nil }
                return silent.map { ("usage null", "no such member", $0) }
            }
        },
        LiveCheck("OAI-116") { exchanges in
            ofStreams(exchanges, [.stream]) { chunks in
                let counted = chunks.first { $0["usage"]?.object != nil }
                return counted.map { ("no usage", "usage", $0) }
            }
        },
        LiveCheck("OAI-117", sameAsPlain),
        LiveCheck("OAI-118") { exchanges in
            ofStreams(exchanges) { chunks in
                guard let model = chunks.first?["model"] else { return nil }
                let other = chunks.first { $0["model"] != model }
                return other.map { (model.string ?? "a model", $0["model"]?.string ?? "none", $0) }
            }
        },
    ]

    private static func choices(_ chunks: [JSONValue]) -> [JSONValue] { chunks.flatMap { $0["choices"]?.array ?? [] } }

    private static func ofStreams(
        _ exchanges: OpenAIExchanges,
        _ probes: [OpenAIProbe] = [.stream, .counted],
        _ fault: ([JSONValue]) -> (expected: String, got: String, chunk: JSONValue)?
    ) -> Outcome {
        let read = probes.map { ($0, exchanges.chunks($0)) }.filter { !$0.1.isEmpty }
        guard !read.isEmpty else { return .skipped("no stream with chunks") }
        return .judged(
            read.compactMap { probe, chunks in
                fault(chunks).map {
                    Fault(probe.rawValue, expected: $0.expected, got: $0.got, bytes: $0.chunk.encoded())
                }
            }
        )
    }

    /// The first line that is neither data nor a comment nor empty.
    private static func strangeLine(_ answer: LiveAnswer) -> Fault? {
        let lines = answer.body.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        let strange = lines.first { !$0.starts(with: "data:".utf8) && $0.first != UInt8(ascii: ":") }
        return strange.map {
            Fault(answer.name, expected: "data, a comment or nothing", got: "another line", bytes: Array($0))
        }
    }

    /// OAI-117, judged where the server answers the same question alike.
    private static func sameAsPlain(_ exchanges: OpenAIExchanges) -> Outcome {
        guard let text = exchanges.text(.plain), let again = exchanges.text(.again) else {
            return .skipped("no answers to compare with")
        }
        guard text == again else { return .skipped("the server does not answer the same question alike") }
        let prompt = exchanges.json(.plain)?["usage"]?["prompt_tokens"]?.int64
        return ofStreams(exchanges) { chunks in
            let streamed = choices(chunks).compactMap { $0["delta"]?["content"]?.string }.joined()
            if !streamed.utf8.elementsEqual(text.utf8) { return (text, "another text", .string(streamed)) }
            let usage = chunks.last?["usage"] ?? .null
            guard let prompt, let counted = usage["prompt_tokens"]?.int64, counted != prompt else { return nil }
            return ("\(prompt) tokens of prompt", "\(counted)", usage)
        }
    }
}

extension OpenAIExchanges {
    /// The answer that an audit is of.
    fileprivate func answer(of audit: CompletionAudit) -> LiveAnswer {
        answers.values.first { $0.name == audit.name } ?? LiveAnswer(name: audit.name)
    }
}
