internal import Wire

/// A chat request as the simulated endpoint reads it.
struct SimulatedQuestion: Sendable {
    let model: String
    let messages: [(role: String, name: String?, content: String)]
    let isStream: Bool
    let wantsUsage: Bool

    init?(_ body: [UInt8]) {
        guard let json = try? JSONParser.parse(body), let model = json["model"]?.string,
            let list = json["messages"]?.array, !list.isEmpty
        else { return nil }
        var messages: [(role: String, name: String?, content: String)] = []
        for message in list {
            guard let role = message["role"]?.string, let content = message["content"]?.string else { return nil }
            messages.append((role, message["name"]?.string, content))
        }
        self.model = model
        self.messages = messages
        isStream = json["stream"]?.bool ?? false
        wantsUsage = json["stream_options"]?["include_usage"]?.bool ?? false
    }

    /// The text of the last user message.
    var text: String { messages.last { $0.role == "user" }?.content ?? "" }
}
