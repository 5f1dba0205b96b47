public import Wire

extension APIError {
    /// Judges an answer that is no 2xx.
    ///
    /// - Parameters:
    ///   - status: the HTTP status.
    ///   - body: the body, of any form.
    public init(status: Int, body: [UInt8]) {
        let text = String(decoding: body.prefix(65_536), as: UTF8.self)
        let json = LenientJSON.object(body)
        self.init(status: status, details: Details(json, text: text))
    }

    /// Judges an error object inside an answer or a stream of status 200 (OAI-041).
    public init(embedded json: JSONValue) { self.init(embedded: Details(json, text: "")) }

    init(embedded details: Details) {
        let code = Int(details.code) ?? 0
        self.init(status: (400...599).contains(code) ? code : 200, details: details)
    }

    private init(status: Int, details: Details) {
        let kind = Self.classify(status, details)
        self.init(
            kind,
            status: status,
            details: details,
            contextWindow: kind == .contextLength
                ? StatedWindow.find(in: details.message.lowercased(), details.error) : nil
        )
    }

    private static let overflowTexts = [
        "maximum context length is", "exceeds the available context size", "is larger than the max context size",
        "greater than the context length", "context the overflows", "context size has been exceeded",
        "contextwindowexceedederror", "input tokens exceed the configured limit", "exceed context limit",
        "maximum context limit", "longer than the model's context length", "max_new_tokens` must be",
        "exceeds the maximum number of tokens allowed", "prompt is too long", "input is too long",
        "range of input length should be",
    ]
    private static let quotaCodes: Set = [
        "insufficient_quota", "credit_balance_exhausted", "organization_spend_limit_exceeded",
        "project_spend_limit_exceeded", "organization_usage_limit_exceeded", "billing_not_active",
        "billing_hard_limit_reached", "access_terminated", "insufficient_user_quota", "pre_consume_token_quota_failed",
        "arrearage",
    ]
    private static let filterCodes: Set = [
        "content_filter", "content_policy_violation", "responsibleaipolicyviolation", "data_inspection_failed",
        "datainspectionfailed",
    ]
    /// Codes and types that stand for a status, where there is none but 200.
    private static let classes: [String: Class] = [
        "rate_limit_exceeded": .rateLimit, "rate_limit_error": .rateLimit, "slow_down": .rateLimit,
        "invalid_api_key": .auth, "invalidapikey": .auth, "authentication_error": .auth,
        "server_is_overloaded": .overloaded, "overloaded_error": .overloaded, "service_unavailable_error": .overloaded,
    ]
    private static let parameterTexts = ["unrecognized request argument", "extra_forbidden", "unknown parameter"]

    /// The first match wins: a code says more than a status, a message decides where both are vague.
    private static func classify(_ status: Int, _ details: Details) -> Class {
        let message = details.message.lowercased()
        let words = [details.code.lowercased(), details.type.lowercased()]
        if (300...399).contains(status) { return .redirect }
        if isOverflow(words, message) { return .contextLength }
        if status == 402 || words.contains(where: quotaCodes.contains) || message.contains("insufficient balance") {
            return .quota
        }
        if (words + [details.innerCode.lowercased()]).contains(where: filterCodes.contains) { return .contentFilter }
        if words.contains("unsupported_parameter") || words.contains("unsupported_value") {
            return .unsupportedParameter
        }
        if status == 400 || status == 422, parameterTexts.contains(where: message.contains) {
            return .unsupportedParameter
        }
        if let named = byName(status, words, message) { return named }
        if status == 200, let known = words.lazy.compactMap({ classes[$0] }).first { return known }
        return byStatus(status, details, message)
    }

    private static func isOverflow(_ words: [String], _ message: String) -> Bool {
        if words.contains("context_length_exceeded") || words.contains("exceed_context_size_error") { return true }
        let isOther =
            words.contains("string_above_max_length") || ["rate limit", "tpm"].contains(where: message.contains)
        let comparesLengths = message.contains("current length is") && message.contains("while limit is")
        return !isOther && (comparesLengths || overflowTexts.contains(where: message.contains))
    }

    /// A model is unknown where the status says no more: 401 and 403 are about the caller, 503 passes.
    private static func byName(_ status: Int, _ words: [String], _ message: String) -> Class? {
        guard status < 500, status != 401, status != 403 else { return nil }
        if words.contains("model_not_found") || words.contains("deploymentnotfound") { return .modelNotFound }
        let namesModel =
            message.contains("model") && (message.contains("not found") || message.contains("does not exist"))
        if status == 404, namesModel { return .modelNotFound }
        if status == 400, message.contains("invalid model name") { return .modelNotFound }
        return nil
    }

    private static func byStatus(_ status: Int, _ details: Details, _ message: String) -> Class {
        switch status {
        case 401: .auth
        case 403: .forbidden
        case 404, 405: .endpointNotFound
        case 408: .timeout
        case 409: .conflict
        case 413: .requestTooLarge
        case 429: message.contains("request too large") ? .requestTooLarge : .rateLimit
        case 503, 529: .overloaded
        case 502, 504, 520...527, 530: .gateway
        case 500...599: details.isHTML ? .gateway : .server
        case 400...499: .badRequest
        default: details.isHTML ? .gateway : .server
        }
    }
}
