import Foundation
import Wire

@testable import Conformance

extension Misbehaviour {
    /// A breach for every check of `conformance --openai`.
    static let openAI = answers + streams + requests + errors

    private static let answers: [Misbehaviour] = [
        answer("OAI-060", "an answer is a web page") { $0.text = "<html></html>" },
        answer("OAI-061", "no id") { $0.replace("\"id\"", "\"name\"") },
        answer("OAI-062", "created is a string") { $0.replace("1700000000", "\"1700000000\"") },
        answer("OAI-063", "no choices") { edit(&$0) { $0.append("choices", []) } },
        answer("OAI-064", "an index twice") { answer in
            edit(&answer) { json in
                let choice = json["choices"]?[0] ?? .null
                json.append("choices", [choice, choice])
            }
        },
        answer("OAI-065", "another word for the end") { $0.replace("\"stop\"", "\"eos\"") },
        answer("OAI-066", "a wrong sum") { $0.replace("\"total_tokens\":", "\"total_tokens\":1") },
        answer("OAI-067", "an error in a 200") { $0.text = #"{"error":{"message":"No.","code":500}}"# },
        answer("OAI-100", "the type text/html") { $0.set("Content-Type", "text/html") },
        answer("OAI-101", "no usage") { edit(&$0) { $0["usage"] = nil } },
        Misbehaviour("OAI-102", name: "a prompt without tokens, where no stream asks the same") { request, answer in
            guard answer.isAnswer(to: request), request.contains("你好") else { return }
            edit(&answer) { $0.append("usage", ["prompt_tokens": 0, "completion_tokens": 9, "total_tokens": 9]) }
        },
        answer("OAI-103", "milliseconds") { $0.replace("1700000000", "1700000000000") },
        answer("OAI-104", "another model") { $0.replace("gpt-4o-mini", "tiny.gguf") },
        answer("OAI-105", "one id for all") { answer in edit(&answer) { $0.append("id", "chatcmpl-1") } },
        request("OAI-106", "你好") { $0.fail(500) },
        request("OAI-107", "Say one.") { $0.fail(400) },
        request("OAI-108", "\"type\":\"text\"") { $0.fail(500) },
        request("OAI-109", "\"developer\"") { $0.fail(500) },
    ]

    private static let streams: [Misbehaviour] = [
        stream("OAI-068", "OAI-111", name: "an event with a name") { $0.text = "event: ping\ndata: {}\n\n" + $0.text },
        stream("OAI-069", name: "an event without data") { $0.text = "data:\n\n" + $0.text },
        stream("OAI-070", name: "another id in the second chunk") { answer in
            let chunks = answer.text.components(separatedBy: "\n\n")
            answer.text = ([chunks[0]] + chunks[1...].map { $0.replacingOccurrences(of: "chatcmpl", with: "other") })
                .joined(separator: "\n\n")
        },
        stream("OAI-071", name: "a choice goes on behind its end") { answer in
            let end = answer.text.components(separatedBy: "\n\n").first { $0.contains("\"stop\"") } ?? ""
            answer.replace(end, end + "\n\n" + end.replacingOccurrences(of: "\"stop\"", with: "null"))
        },
        stream("OAI-072", name: "more behind [DONE]") { $0.text += "data: {}\n\n" },
        stream("OAI-073", name: "no [DONE]") { $0.replace("data: [DONE]\n\n", "") },
        stream("OAI-110", name: "the type text/plain") { $0.set("Content-Type", "text/plain") },
        stream("OAI-111", name: "a retry line") { $0.text = "retry: 100\n" + $0.text },
        stream("OAI-112", name: "no role") { $0.replace("\"role\":\"assistant\",", "") },
        stream("OAI-113", name: "the last text beside the end") { answer in
            var chunks = answer.text.components(separatedBy: "\n\n")
            guard let end = chunks.firstIndex(where: { $0.contains("\"delta\":{},") }) else { return }
            let text = chunks.remove(at: end - 1).replacingOccurrences(
                of: "\"finish_reason\":null",
                with: "\"finish_reason\":\"stop\""
            )
            chunks[end - 1] = text
            answer.text = chunks.joined(separator: "\n\n")
        },
        stream("OAI-114", name: "the usage in two chunks") {
            let usage = #""usage":{"prompt_tokens":19,"completion_tokens":1,"total_tokens":20}"#
            $0.replace(#""finish_reason":"stop"}],"usage":null"#, #""finish_reason":"stop"}],\#(usage)"#)
        },
        stream("OAI-071", "OAI-114", name: "a choice beside the usage") {
            $0.replace("\"choices\":[],", "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":null}],")
        },
        stream("OAI-115", name: "chunks without usage") { $0.replaceAll(",\"usage\":null", "") },
        Misbehaviour("OAI-116", name: "usage that nobody asked for") { request, answer in
            guard answer.isStream, !request.contains("include_usage") else { return }
            let usage = #""usage":{"prompt_tokens":19,"completion_tokens":1,"total_tokens":20}"#
            answer.replace(#""finish_reason":"stop"}]"#, #""finish_reason":"stop"}],\#(usage)"#)
        },
        stream("OAI-117", name: "another text than without stream") { $0.replaceAll("simulated mo", "streaming mo") },
        stream("OAI-118", name: "another model in the second chunk") { answer in
            let chunks = answer.text.components(separatedBy: "\n\n")
            answer.text = ([chunks[0]] + chunks[1...].map { $0.replacingOccurrences(of: "gpt-4o", with: "gpt-5") })
                .joined(separator: "\n\n")
        },
    ]

    private static let requests: [Misbehaviour] = [
        request("OAI-120", "\"max_tokens\":3") { $0.become() },
        request("OAI-121", "\"max_completion_tokens\":3") { $0.become() },
        request("OAI-122", "\"temperature\":3") { $0.become() },
        request("OAI-123", "\"warm\"") { $0.become() },
        request("OAI-124", "\"max_tokens\":-1") { $0.become() },
        Misbehaviour("OAI-125", name: "stream_options without stream") { request, answer in
            if request.contains("include_usage"), !request.contains("\"stream\":true") { answer.become() }
        },
        request("OAI-126", "conformance_unknown") { $0.fail(404) },
        Misbehaviour("OAI-130", name: "an answer of an unknown model") { request, answer in
            if request.contains("no-such-model"), !request.contains("\"stream\"") { answer.become() }
        },
        request("OAI-131", "no-such-model") { $0.replace("\"model_not_found\"", "\"404\"") },
        request("OAI-132", OpenAIProbe.falseKey) { $0.become() },
        request("OAI-133", OpenAIProbe.falseKey) { $0.replace("\"invalid_api_key\"", "null") },
        Misbehaviour("OAI-134", name: "an answer without a key") { request, answer in
            if !request.contains("Authorization") { answer.become() }
        },
        request("OAI-135", "no-such-model") { $0.replace("The model", "Bearer sk-right: the model") },
        request("OAI-136", "hello hello hello") { $0.become(tokens: 40) },
        request("OAI-137", "hello hello hello") { $0.replace("\"context_length_exceeded\"", "\"400\"") },
    ]

    private static let errors: [Misbehaviour] = [
        Misbehaviour("OAI-074", name: "no code") { _, answer in
            if answer.status >= 400 { answer.replace(",\"code\":null", "") }
        },
        Misbehaviour("OAI-140", name: "an answer to half a JSON text") { request, answer in
            if request.hasSuffix("\"role\":") { answer.become() }
        },
        request("OAI-156", "\"content\":5") { $0.fail(422) },
        Misbehaviour("OAI-141", name: "an answer to an array") { request, answer in
            if request.hasSuffix("\r\n\r\n[]") { answer.become() }
        },
        Misbehaviour("OAI-142", name: "an answer to no messages") { request, answer in
            if request.hasPrefix("POST"), request.hasSuffix("{\"model\":\"gpt-4o-mini\"}") { answer.become() }
        },
        Misbehaviour("OAI-143", name: "an answer without a model") { request, answer in
            if request.contains("\r\n\r\n{\"messages\":[{") { answer.become() }
        },
        request("OAI-144", "\"role\":\"conformance\"") { $0.become() },
        request("OAI-145", "\"content\":5") { $0.become() },
        request("OAI-146", "GET /v1/chat") { $0.become() },
        request("OAI-147", "/conformance/nothing") { $0.become() },
        request("OAI-148", "text/plain") { $0.fail(404) },
        request("OAI-148", "text/plain", and: "OAI-150") { $0.fail(500) },
        request("OAI-149", String(repeating: " ", count: 1000)) { $0.fail(404) },
        request("OAI-149", String(repeating: " ", count: 1000), and: "OAI-150") { $0.breakOff() },
        Misbehaviour("OAI-151", name: "errors as plain text") { _, answer in
            if answer.status >= 400 { answer.set("Content-Type", "text/plain") }
        },
        Misbehaviour("OAI-152", name: "another type of error") { _, answer in
            if answer.status >= 400 { answer.replace("\"invalid_request_error\"", "\"bad_request\"") }
        },
        request("OAI-153", "\"temperature\":3") { $0.replace("\"param\":\"temperature\"", "\"param\":null") },
        Misbehaviour("OAI-155", name: "no x-request-id") { _, answer in answer.set("x-request-id", nil) },
        request("OAI-160", "GET /v1/models") { $0.replace("\"list\"", "\"models\"") },
        request("OAI-161", "GET /v1/models") { $0.replace("\"owned_by\"", "\"owner\"") },
        request("OAI-162", "GET /v1/models") { $0.replace("gpt-4o-mini", "another") },
    ]

    private static func answer(
        _ broken: String,
        _ name: String,
        change: @escaping @Sendable (inout LiveAnswer) -> Void
    ) -> Misbehaviour {
        Misbehaviour(broken, name: name) { request, answer in
            if answer.isAnswer(to: request) { change(&answer) }
        }
    }

    private static func stream(
        _ broken: String,
        _ other: String? = nil,
        name: String,
        change: @escaping @Sendable (inout LiveAnswer) -> Void
    ) -> Misbehaviour {
        Misbehaviour([broken] + (other.map { [$0] } ?? []), name) { _, answer in if answer.isStream { change(&answer) }
        }
    }

    /// What happens to requests that contain a text.
    private static func request(
        _ broken: String,
        _ text: String,
        and other: String? = nil,
        change: @escaping @Sendable (inout LiveAnswer) -> Void
    ) -> Misbehaviour {
        Misbehaviour([broken] + (other.map { [$0] } ?? []), "\(broken) by \(text.prefix(30))") { request, answer in
            if request.contains(text) { change(&answer) }
        }
    }

    private static func edit(_ answer: inout LiveAnswer, _ change: (inout JSONObject) -> Void) {
        guard var object = (try? JSONParser.parse(answer.body))?.object else { return }
        change(&object)
        answer.body = JSONValue.object(object).encoded()
    }
}
