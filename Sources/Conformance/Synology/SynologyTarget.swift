public import HTTPClient
public import SynoWire
import Wire

/// The Synology Chat server that is judged.
public struct SynologyTarget: Sendable {
    /// The address of the NAS, and the bot's token.
    public let entry: ChatbotEntryPoint
    /// Whom the bot may post to; `nil` posts to nobody.
    public let user: Int64?
    /// How its certificate is judged.
    public let tls: TLSPolicy

    /// Describes a server.
    public init(entry: ChatbotEntryPoint, user: Int64?, tls: TLSPolicy = .verify(caFile: nil)) {
        self.entry = entry
        self.user = user
        self.tls = tls
    }

    /// A call with exactly this query.
    func call(_ query: String) -> HTTPClientRequest {
        get("\(entry.base.text)/webapi/entry.cgi?\(query)")
    }

    /// A call of the bot's API with its token.
    func call(_ method: ChatbotEntryPoint.Method) -> HTTPClientRequest {
        get(entry.url(method))
    }

    private func get(_ url: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url)
        request.tls = tls
        request.totalTimeout = 30
        return request
    }

    /// A form for `method=chatbot`.
    func form(_ body: [UInt8]) -> HTTPClientRequest {
        var request = call(.chatbot)
        request.method = "POST"
        request.headers = [("Content-Type", ChatbotPost.contentType)]
        request.body = body
        return request
    }

    /// A payload for `method=chatbot`, as text that may be anything.
    func payload(_ text: String) -> HTTPClientRequest { form(FormEncoder.encode([("payload", text)])) }

    /// A post.
    func post(_ post: ChatbotPost) -> HTTPClientRequest { form(post.encoded()) }
}
