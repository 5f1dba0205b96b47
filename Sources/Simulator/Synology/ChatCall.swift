internal import SynoWire
internal import Wire

/// A call of `entry.cgi`, its parameters gathered from the query and the form body.
struct ChatCall {
    /// The body, whose field `payload` holds the post.
    let body: [UInt8]
    private let parameters: [FormPair]

    /// Gathers the parameters; both places may hold them, as observed.
    ///
    /// A body or query that is not a form has none.
    init(_ request: HTTPRequest) {
        let query = Array((request.target.query ?? "").utf8)
        let inQuery = (try? FormParser.parse(query)) ?? []
        let inBody = (try? FormParser.parse(request.body)) ?? []
        parameters = inQuery + inBody
        body = inQuery.contains { $0.name == "payload" } ? query : request.body
    }

    /// The value of a parameter.
    func value(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

    /// The method, if it is one of Chat's.
    var method: ChatbotEntryPoint.Method? { value("method").flatMap(ChatbotEntryPoint.Method.init(rawValue:)) }

    /// The token, with or without its quotes.
    var token: SynoToken? { value("token").flatMap(SynoToken.init(pasted:)) }
}
