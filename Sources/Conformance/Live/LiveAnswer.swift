import HTTPClient

/// What a server answered to one request, as far as it came.
struct LiveAnswer: Sendable {
    /// What was asked, in a few words.
    let name: String
    /// The status; 0 where no head came.
    var status = 0
    /// The header fields.
    var headers: [(name: String, value: String)] = []
    /// The body as received.
    var body: [UInt8] = []
    /// Why it is not whole, or `nil`.
    var failure: HTTPClientError?
    /// Seconds from the request to the end of the answer.
    var seconds = 0.0

    /// The answer to a request that was never sent.
    static func missing(_ name: String) -> LiveAnswer {
        let failure = HTTPClientError(kind: .invalidRequest, requestWasSent: false, message: "was not sent")
        return LiveAnswer(name: name, failure: failure)
    }

    /// Whether the whole of it came with a status of success.
    var isSuccess: Bool { failure == nil && (200...299).contains(status) }

    /// The value of a header field, compared without case.
    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The content type without its parameters, in lower case.
    var type: String {
        String((header("Content-Type") ?? "").lowercased().prefix { $0 != ";" && $0 != " " })
    }

    /// A fault of this answer, with its body.
    func fault(_ expected: String, got: String? = nil) -> Fault {
        Fault(name, expected: expected, got: got ?? summary, bytes: body)
    }

    /// A fault unless the status is one of these.
    func fault(unless statuses: Int...) -> Fault? {
        guard failure != nil || !statuses.contains(status) else { return nil }
        return fault("status " + statuses.map { String($0) }.joined(separator: " or "))
    }

    /// How it ended.
    var summary: String {
        guard let failure else { return "status \(status)" }
        return status == 0 ? failure.message : "status \(status), then: \(failure.message)"
    }
}
