import HTTPClient
import OpenAIWire
import Wire

/// The server that is judged.
public struct OpenAITarget: Sendable {
    /// The base of its addresses, as for `OPENAI_API_BASE`.
    public let base: String
    /// The key, or `nil` where none is asked for.
    public let key: String?
    /// The model that is asked.
    public let model: String
    /// Tokens that the model's context cannot hold.
    public let window: Int
    /// White space in the largest body that is sent, in bytes (OAI-149).
    var padding = 8 << 20

    /// Describes a server.
    ///
    /// - Parameters:
    ///   - base: the base of its addresses.
    ///   - key: the key, or `nil`.
    ///   - model: the model that is asked.
    ///   - window: tokens that the model's context cannot hold: so long a prompt is sent once.
    public init(base: String, key: String?, model: String, window: Int) {
        self.base = base
        self.key = key
        self.model = model
        self.window = window
    }

    /// The address of a path beside `/chat/completions`.
    func url(_ path: String) -> String {
        let endpoint = EndpointURL.chatCompletions(base: base)
        return endpoint.replacing("/chat/completions", with: path)
    }

    /// A request with the key.
    func request(_ method: String, _ path: String, type: String? = nil, body: [UInt8] = []) -> HTTPClientRequest {
        var headers: [(name: String, value: String)] = []
        if let type { headers.append(("Content-Type", type)) }
        if let key { headers.append(("Authorization", "Bearer \(key)")) }
        var request = HTTPClientRequest(method: method, url: url(path), headers: headers, body: body)
        request.totalTimeout = 120
        return request
    }

    /// A question in JSON.
    func post(_ json: JSONValue) -> HTTPClientRequest { post(json.encoded()) }

    /// A question in bytes.
    func post(_ body: [UInt8]) -> HTTPClientRequest {
        request("POST", "/chat/completions", type: "application/json", body: body)
    }
}
