internal import Wire

/// The body of an answer without stream (OAI-020 to OAI-024).
public enum ChatResponse {
    /// Reads an answer of status 2xx.
    ///
    /// Only `choices[].message` and `usage` are needed; everything else may be missing or of any type.
    public static func decode(_ body: [UInt8]) -> ChatOutcome {
        guard let json = LenientJSON.object(body) else {
            let isPage = body.first { $0 > 0x20 } == UInt8(ascii: "<")
            return .failure(APIError(isPage ? .gateway : .protocolViolation, status: 200), partial: "")
        }
        if let error = json["error"], !error.isNull { return .failure(APIError(embedded: json), partial: "") }
        guard let choices = json["choices"]?.array, !choices.isEmpty else {
            let isError = json["message"]?.string != nil || json["detail"] != nil || json["msg"] != nil
            return .failure(isError ? APIError(embedded: json) : APIError(.protocolViolation, status: 200), partial: "")
        }
        let choice = choices.first { $0["index"]?.int64 == 0 } ?? choices[0]
        let message = choice["message"] ?? choice["delta"]
        let raw = ChatText.content(message) ?? choice["text"]?.string ?? ""
        let finish = choice["finish_reason"]?.string.map { FinishReason($0) }
        return ChatText.outcome(
            raw: raw,
            finish: finish,
            usage: Usage(json["usage"]),
            refusal: message?["refusal"]?.string
        )
    }
}
