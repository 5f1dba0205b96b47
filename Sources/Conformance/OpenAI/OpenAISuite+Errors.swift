import OpenAIWire
import Wire

extension OpenAISuite {
    /// The form of errors (OAI-074, OAI-150 to OAI-156).
    static let errors: [LiveCheck<OpenAIExchanges>] = [
        LiveCheck("OAI-074") { exchanges in
            ofErrors(exchanges) { answer in
                do throws(OpenAIError) { _ = try ErrorBody.decode(answer.body) } catch {
                    let wanted = "error with message and type, param and code as string or null"
                    return answer.fault(wanted, got: "\(error.codeName) at \(error.offset)")
                }
                return nil
            }
        },
        LiveCheck("OAI-150") { exchanges in
            .judged(
                OpenAIProbe.odd.map { exchanges[$0] }.filter { $0.failure != nil || $0.status >= 500 }.map {
                    $0.fault("an answer below 500")
                }
            )
        },
        LiveCheck("OAI-151") { exchanges in
            ofErrors(exchanges) { $0.type == "application/json" ? nil : $0.fault("application/json", got: $0.type) }
        },
        LiveCheck("OAI-152") { exchanges in
            ofErrors(exchanges, [400, 404, 422]) { answer in
                let type = member(answer, "type")
                return type == "invalid_request_error" ? nil : answer.fault("invalid_request_error", got: type)
            }
        },
        LiveCheck("OAI-153") { exchanges in
            let named: [(OpenAIProbe, String)] = [
                (.hot, "temperature"), (.emptyMessages, "messages"), (.noModel, "model"),
            ]
            let refused = named.filter { exchanges[$0.0].status >= 400 }
            guard !refused.isEmpty else { return .skipped("no parameter was refused") }
            return .judged(
                refused.compactMap { probe, name in
                    let got = member(exchanges[probe], "param")
                    return got.hasPrefix(name) ? nil : exchanges[probe].fault(name, got: got)
                }
            )
        },
        LiveCheck("OAI-154") { exchanges in
            exchanges[.plain].isSuccess
                ? .judged(exchanges[.last].fault(unless: 200)) : .skipped("the first question was not answered")
        },
        LiveCheck("OAI-155") { exchanges in
            let answer = exchanges[.plain]
            let names = answer.headers.map(\.name).joined(separator: ", ")
            return .judged(answer.header("x-request-id") == nil ? answer.fault("x-request-id", got: names) : nil)
        },
        LiveCheck("OAI-156") { exchanges in
            let refused = OpenAIProbe.odd.map { exchanges[$0] }.filter { $0.status == 422 }
            return .judged(refused.map { $0.fault("status 400") })
        },
    ]

    /// Judges every answer of 400 and above with one of the statuses.
    private static func ofErrors(
        _ exchanges: OpenAIExchanges,
        _ statuses: Set<Int> = Set(400...599),
        _ fault: (LiveAnswer) -> Fault?
    ) -> Outcome {
        // A method, a path or a size that the API does not know may be refused by a proxy before it.
        let probes = OpenAIProbe.allCases.filter { ![.get, .unknownPath, .huge].contains($0) }
        let errors = probes.map { exchanges[$0] }.filter { $0.failure == nil && statuses.contains($0.status) }
        return errors.isEmpty ? .skipped("no request was refused") : .judged(errors.compactMap(fault))
    }

    /// A member of the error as text.
    private static func member(_ answer: LiveAnswer, _ name: String) -> String {
        let value = (try? JSONParser.parse(answer.body))?["error"]?[name]
        return value?.string ?? value.map { String(decoding: $0.encoded(), as: UTF8.self) } ?? "none"
    }
}
