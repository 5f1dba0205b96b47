import HTTPClient
import Wire

/// The requests that a server is judged by, in the order in which they are sent.
enum OpenAIProbe: String, Sendable, CaseIterable {
    case plain = "a question"
    case again = "the question again"
    case stream = "the question as a stream"
    case counted = "the question as a stream with include_usage"
    case unicode = "a question in many scripts"
    case escaped = "the question in many scripts, escaped"
    case conversation = "a conversation"
    case parts = "content as parts"
    case developer = "the role developer"
    case maxTokens = "max_tokens 3"
    case maxCompletionTokens = "max_completion_tokens 3"
    case hot = "temperature 3"
    case wordyTemperature = "temperature as a string"
    case negative = "max_tokens -1"
    case loneOptions = "stream_options without stream"
    case unknownParameter = "an unknown parameter"
    case unknownModel = "an unknown model"
    case unknownModelStream = "an unknown model, as a stream"
    case wrongKey = "a wrong key"
    case noKey = "no key"
    case tooLong = "a prompt beyond the context"
    case malformed = "half a JSON text"
    case array = "an array for a body"
    case empty = "an empty body"
    case noMessages = "no messages"
    case emptyMessages = "an empty list of messages"
    case noModel = "no model"
    case badRole = "an unknown role"
    case badContent = "content as a number"
    case get = "GET"
    case unknownPath = "an unknown path"
    case plainType = "the type text/plain"
    case huge = "a body of 8 MiB"
    case models = "the list of models"
    case last = "the question at the end"

    /// The requests at fault: each must be refused or accepted in an orderly way.
    static let odd: [OpenAIProbe] = [
        .hot, .wordyTemperature, .negative, .loneOptions, .unknownParameter, .unknownModel, .unknownModelStream,
        .wrongKey,
        .noKey, .tooLong, .malformed, .array, .empty, .noMessages, .emptyMessages, .noModel, .badRole, .badContent,
        .get,
        .unknownPath, .plainType, .huge,
    ]

    /// The key that nobody has.
    static let falseKey = "sk-conformance-0123456789abcdef0123456789abcdef"
    /// A question with an answer of more than three tokens.
    static let question = "Count from 1 to 20, separated by commas."
    /// Scripts, composed and decomposed letters, joined emoji, both directions, line separators.
    static let scripts = "Grüße, Gru\u{308}ße, 你好, שלום, नमस्ते, 👩‍👩‍👧, 🇨🇭, \u{2028}\u{2029}\t\u{7F} \"\\/ end."

    /// The request.
    func request(_ target: OpenAITarget) -> HTTPClientRequest {
        switch self {
        case .plain, .again, .last: target.post(Self.body(target))
        case .stream: target.post(Self.body(target, ["stream": true]))
        case .counted: target.post(Self.body(target, ["stream": true, "stream_options": ["include_usage": true]]))
        case .unicode: target.post(Self.asking(target, .string(Self.scripts)))
        case .escaped: target.post(Self.escaped(Self.asking(target, .string(Self.scripts)).encoded()))
        case .conversation:
            target.post(
                Self.body(
                    target,
                    messages: [
                        Self.message("system", "Answer briefly."), Self.message("user", "Say one."),
                        Self.message("assistant", "One."), Self.message("user", "Say two."),
                    ]
                )
            )
        case .parts: target.post(Self.asking(target, [["type": "text", "text": .string(Self.question)]]))
        case .developer:
            target.post(
                Self.body(
                    target,
                    messages: [Self.message("developer", "Answer briefly."), Self.message("user", "Say two.")]
                )
            )
        case .maxTokens: target.post(Self.body(target, ["max_tokens": 3]))
        case .maxCompletionTokens: target.post(Self.body(target, ["max_completion_tokens": 3]))
        default: oddRequest(target)
        }
    }

    private func oddRequest(_ target: OpenAITarget) -> HTTPClientRequest {
        switch self {
        case .hot: return target.post(Self.body(target, ["temperature": 3]))
        case .wordyTemperature: return target.post(Self.body(target, ["temperature": "warm"]))
        case .negative: return target.post(Self.body(target, ["max_tokens": -1]))
        case .loneOptions: return target.post(Self.body(target, ["stream_options": ["include_usage": true]]))
        case .unknownParameter: return target.post(Self.body(target, ["conformance_unknown": 1]))
        case .unknownModel: return target.post(Self.body(target, model: "no-such-model-exists"))
        case .unknownModelStream:
            return target.post(Self.body(target, ["stream": true], model: "no-such-model-exists"))
        case .wrongKey, .noKey:
            var request = target.post(Self.body(target))
            request.headers.removeAll { $0.name == "Authorization" }
            if self == .wrongKey { request.headers.append(("Authorization", "Bearer \(Self.falseKey)")) }
            return request
        case .tooLong:
            return target.post(Self.asking(target, .string(String(repeating: "hello ", count: target.window + 1))))
        case .malformed: return target.post(Array(#"{"model":"x","messages":[{"role":"#.utf8))
        case .array: return target.post(Array("[]".utf8))
        case .empty: return target.post([])
        case .noMessages: return target.post(["model": .string(target.model)])
        case .emptyMessages: return target.post(Self.body(target, messages: []))
        case .noModel: return target.post(["messages": [Self.message("user", Self.question)]])
        case .badRole: return target.post(Self.body(target, messages: [Self.message("conformance", Self.question)]))
        case .badContent: return target.post(Self.asking(target, 5))
        case .get: return target.request("GET", "/chat/completions")
        case .unknownPath:
            return target.request("POST", "/conformance/nothing", type: "application/json", body: Array("{}".utf8))
        case .plainType:
            let body = Self.body(target).encoded()
            return target.request("POST", "/chat/completions", type: "text/plain", body: body)
        case .huge:
            // White space means nothing in JSON: only its size is at fault.
            return target.post(Self.body(target).encoded() + [UInt8](repeating: 0x20, count: target.padding))
        default: return target.request("GET", "/models")
        }
    }

    private static func message(_ role: String, _ content: String) -> JSONValue {
        ["role": .string(role), "content": .string(content)]
    }

    private static func asking(_ target: OpenAITarget, _ content: JSONValue) -> JSONValue {
        body(target, messages: [["role": "user", "content": content]])
    }

    private static func body(
        _ target: OpenAITarget,
        _ parameters: JSONObject = [:],
        messages: [JSONValue] = [message("user", question)],
        model: String? = nil
    ) -> JSONValue {
        var body: JSONObject = ["model": .string(model ?? target.model), "messages": .array(messages)]
        for member in parameters.members { body.append(member.name, member.value) }
        return .object(body)
    }

    /// The same JSON text with every character beyond ASCII as `\u` and four digits.
    private static func escaped(_ json: [UInt8]) -> [UInt8] {
        var escaped = ""
        for unit in String(decoding: json, as: UTF8.self).utf16 {
            if let scalar = Unicode.Scalar(unit), scalar.isASCII {
                escaped.unicodeScalars.append(scalar)
            } else {
                let digits = String(unit, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return Array(escaped.utf8)
    }
}
