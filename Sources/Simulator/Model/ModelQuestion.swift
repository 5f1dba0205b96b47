import Wire

/// A chat request as the simulated endpoint reads it.
struct ModelQuestion: Sendable {
    private typealias Refusal = ModelWorld.Refusal

    let model: String
    let messages: [(role: String, name: String?, content: String)]
    let isStream: Bool
    let wantsUsage: Bool
    /// The tokens that the answer may have.
    let limit: Int?

    /// Reads a body by the rules of OAI-122 to OAI-125 and OAI-140 to OAI-145.
    init(_ body: [UInt8]) throws(ModelWorld.Refusal) {
        guard let json = try? JSONParser.parse(body), json.object != nil else {
            throw Refusal(400, "We could not parse the JSON body of your request.")
        }
        guard let model = json["model"]?.string else {
            throw Refusal(400, "You must provide a model parameter.", parameter: "model")
        }
        guard let list = json["messages"]?.array, !list.isEmpty else {
            throw Refusal(400, "'messages' must be an array of one message at least.", parameter: "messages")
        }
        var messages: [(role: String, name: String?, content: String)] = []
        for (index, message) in list.enumerated() { messages.append(try Self.message(message, index)) }
        if let warmth = json["temperature"], !warmth.isNull {
            guard let value = warmth.number?.double, (0...2).contains(value) else {
                throw Refusal(400, "'temperature' must be a number from 0 to 2.", parameter: "temperature")
            }
        }
        isStream = json["stream"]?.bool ?? false
        let options = json["stream_options"] ?? .null
        guard isStream || options.isNull else {
            throw Refusal(
                400,
                "'stream_options' is allowed only where 'stream' is true.",
                parameter: "stream_options"
            )
        }
        wantsUsage = options["include_usage"]?.bool ?? false
        limit = try Self.limit(json)
        self.model = model
        self.messages = messages
    }

    /// The text of the last user message.
    var text: String { messages.last { $0.role == "user" }?.content ?? "" }

    private static func message(
        _ json: JSONValue,
        _ index: Int
    ) throws(Refusal) -> (role: String, name: String?, content: String) {
        let roles: Set = ["developer", "system", "user", "assistant", "tool", "function"]
        guard let role = json["role"]?.string, roles.contains(role) else {
            throw Refusal(400, "The role of a message is unknown.", parameter: "messages[\(index)].role")
        }
        guard let content = content(json["content"] ?? .null) else {
            throw Refusal(
                400,
                "The content of a message must be text or parts.",
                parameter: "messages[\(index)].content"
            )
        }
        return (role, json["name"]?.string, content)
    }

    /// A string, text parts, or nothing.
    private static func content(_ json: JSONValue) -> String? {
        guard let parts = json.array else { return json.isNull ? "" : json.string }
        let texts = parts.compactMap { $0["text"]?.string }
        return texts.count == parts.count ? texts.joined() : nil
    }

    private static func limit(_ json: JSONValue) throws(Refusal) -> Int? {
        for name in ["max_completion_tokens", "max_tokens"] {
            guard let value = json[name], !value.isNull else { continue }
            guard let limit = value.int64, limit > 0 else {
                throw Refusal(400, "'\(name)' must be a number above 0.", parameter: name)
            }
            return Int(limit)
        }
        return nil
    }
}
