/// Why a model server did not answer (OAI-040).
public struct APIError: Error, Sendable, Equatable {
    /// The classes that a caller must tell apart; the raw value is the name in the vectors.
    public enum Class: String, Sendable, CaseIterable {
        case network, timeout, truncated, redirect
        case contextLength = "context_length"
        case quota
        case contentFilter = "content_filter"
        case unsupportedParameter = "unsupported_parameter"
        case auth, forbidden
        case modelNotFound = "model_not_found"
        case endpointNotFound = "endpoint_not_found"
        case requestTooLarge = "request_too_large"
        case rateLimit = "rate_limit"
        case conflict
        case badRequest = "bad_request"
        case overloaded, gateway, server
        case emptyAnswer = "empty_answer"
        case protocolViolation = "protocol"
    }

    /// The class.
    public let `class`: Class
    /// The HTTP status; 0 where there was none.
    public let status: Int
    /// What the server said, at most 200 characters, for the log alone: it may name hosts, groups or a masked key.
    public let message: String
    /// The model's window in tokens, where a refusal of class `contextLength` states it (OAI-044).
    public let contextWindow: Int?
    /// Whether the server asks for fewer requests, not only for a later one (OAI-059).
    public let asksToSlowDown: Bool
    /// What is refused, in lower case: the whole message, the parameter, and the places that FastAPI lists.
    let subject: String

    /// Creates an error.
    public init(_ class: Class, status: Int = 0, message: String = "", contextWindow: Int? = nil) {
        self.class = `class`
        self.status = status
        self.message = String(message.prefix(200))
        self.contextWindow = contextWindow
        asksToSlowDown = false
        subject = message.lowercased()
    }

    /// Creates an error of what a server said.
    init(_ class: Class, status: Int, details: Details, contextWindow: Int?) {
        self.class = `class`
        self.status = status
        message = String(details.message.prefix(200))
        self.contextWindow = contextWindow
        asksToSlowDown = details.code.lowercased() == "slow_down"
        subject = details.subject.lowercased()
    }

    /// Whether the same request may succeed later (OAI-050).
    public var mayPass: Bool {
        switch self.class {
        case .network, .timeout, .truncated, .conflict, .rateLimit, .overloaded, .gateway, .emptyAnswer,
            .protocolViolation:
            true
        case .server: status != 501 && status != 505
        default: false
        }
    }
}
