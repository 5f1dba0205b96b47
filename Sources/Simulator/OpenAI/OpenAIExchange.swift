/// One request to the simulated endpoint with what it answered.
public struct OpenAIExchange: Sendable, Equatable {
    /// The method.
    public let method: String
    /// Path and query.
    public let target: String
    /// The header `Authorization`.
    public let authorization: String?
    /// The request's body.
    public let body: [UInt8]
    /// The status.
    public let status: Int
    /// The answer's body; of a stream everything that was sent.
    public let answer: [UInt8]

    /// Both directions as text, for golden files.
    public var transcript: String {
        let header = authorization.map { "Authorization: \($0)\n" } ?? ""
        return "> \(method) \(target)\n\(header)\n\(String(decoding: body, as: UTF8.self))\n< \(status)\n\n"
            + "\(String(decoding: answer, as: UTF8.self))\n"
    }
}
