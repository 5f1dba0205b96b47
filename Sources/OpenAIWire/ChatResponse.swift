import Wire

/// The body of an answer without stream (OAI-020 to OAI-024).
public enum ChatResponse {
    /// Reads an answer of status 2xx.
    ///
    /// Only `choices[].message` and `usage` are needed; everything else may be missing or of any type.
    public static func decode(_ body: [UInt8]) -> ChatOutcome {
        guard let json = LenientJSON.object(body) else {
            if isStream(body) { return stream(body) }
            let isPage = LenientJSON.firstByte(body) == UInt8(ascii: "<")
            return .failure(APIError(isPage ? .gateway : .protocolViolation, status: 200), partial: "")
        }
        if LenientJSON.hasError(json) { return .failure(APIError(embedded: json), partial: "") }
        guard let choices = json["choices"]?.array, !choices.isEmpty else {
            let details = APIError.Details(json, text: "")
            let error = details.tellsError ? APIError(embedded: details) : APIError(.protocolViolation, status: 200)
            return .failure(error, partial: "")
        }
        let choice = choices.first { $0["index"]?.int64 == 0 } ?? choices[0]
        let message = ChatText.message(choice, "message", "delta")
        let raw = ChatText.content(message) ?? choice["text"]?.string ?? ""
        let finish = FinishReason(choice["finish_reason"])
        return ChatText.outcome(
            raw: raw,
            finish: finish,
            usage: Usage(json["usage"]),
            refusal: ChatText.refusal(message)
        )
    }

    /// Whether a server streams although nobody asked (OAI-034): the first line is a field or a comment.
    private static func isStream(_ body: [UInt8]) -> Bool {
        let text = LenientJSON.body(body)
        return ["data:", "event:", "id:", "retry:", ":"].contains { text.starts(with: $0.utf8) }
    }

    private static func stream(_ body: [UInt8]) -> ChatOutcome {
        var decoder = ChatStreamDecoder()
        decoder.receive(LenientJSON.body(body))
        return decoder.end(.clean)
    }
}
