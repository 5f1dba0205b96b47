import Wire

/// What answers with and without stream share: where the text is, and what it comes to.
enum ChatText {
    /// `content` as a string, or the text parts of an array; reasoning parts and `reasoning_content` are left out.
    static func content(_ message: JSONValue?) -> String? {
        guard let content = message?["content"] else { return nil }
        if let text = content.string { return text }
        guard let parts = content.array else { return nil }
        return parts.compactMap { part in
            let type = part["type"]?.string ?? "text"
            return type == "text" ? part["text"]?.string ?? part.string : nil
        }.joined()
    }

    /// `refusal`, or the refusals among the parts of `content`.
    static func refusal(_ message: JSONValue?) -> String {
        if let text = message?["refusal"]?.string { return text }
        return (message?["content"]?.array ?? []).compactMap { $0["refusal"]?.string }.joined()
    }

    /// The message of a choice; a chunk has a `delta`, and some servers write the other one or null beside it.
    static func message(_ choice: JSONValue, _ first: String, _ second: String) -> JSONValue? {
        choice[first]?.object == nil ? choice[second] : choice[first]
    }

    /// An answer, or the error that an empty one is.
    static func outcome(raw: String, finish: FinishReason?, usage: Usage?, refusal: String) -> ChatOutcome {
        let text = ReasoningFilter.strip(raw)
        if finish == .error || finish == .overloaded {
            let kind = finish == .error ? APIError.Class.server : .overloaded
            return .failure(APIError(kind, status: 200, message: "finish_reason says so"), partial: text)
        }
        if text.allSatisfy(\.isWhitespace) {
            if !refusal.isEmpty { return .answer(ChatAnswer(text: refusal, finish: finish, usage: usage)) }
            if finish == .contentFilter { return .failure(APIError(.contentFilter, status: 200), partial: "") }
            return .failure(APIError(.emptyAnswer, status: 200), partial: "")
        }
        return .answer(ChatAnswer(text: text, finish: finish, usage: usage))
    }
}
