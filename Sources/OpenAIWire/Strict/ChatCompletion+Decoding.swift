import Wire

extension ChatCompletion {
    /// Decodes the body of an answer without stream.
    ///
    /// - Throws: ``OpenAIError`` at the first fault.
    /// - Complexity: O(n).
    public static func decode(_ body: [UInt8]) throws(OpenAIError) -> ChatCompletion {
        let root = try JSONCursor(body)
        if let error = root.present("error") { throw error.fault(.errorInAnswer) }
        let id = try root.required("id").string()
        try root.required("object").literal("chat.completion")
        let created = try root.required("created").count()
        let model = try root.required("model").string()
        let list = try root.required("choices")
        let cursors = try list.elements()
        guard !cursors.isEmpty else { throw list.fault(.noChoices) }
        var choices: [Choice] = []
        for cursor in cursors {
            let choice = try Choice(cursor)
            guard !choices.contains(where: { $0.index == choice.index }) else { throw cursor.fault(.repeatedChoice) }
            choices.append(choice)
        }
        choices.sort { $0.index < $1.index }
        let usage = try Usage(strict: root.present("usage"))
        return ChatCompletion(id: id, created: created, model: model, choices: choices, usage: usage)
    }
}

extension ChatCompletion.Choice {
    fileprivate init(_ cursor: JSONCursor) throws(OpenAIError) {
        let choice = try cursor.object()
        index = try choice.required("index").count()
        let message = try choice.required("message").object()
        try message.required("role").literal("assistant")
        content = try message.required("content").stringOrNull()
        refusal = try message.optional("refusal")?.stringOrNull()
        let reason = try choice.required("finish_reason")
        guard let word = reason.value.string, ChatCompletion.finishReasons.contains(word) else {
            throw reason.fault(.badFinishReason)
        }
        finishReason = word
    }
}

extension Usage {
    /// The three numbers of the schema, the total being the sum (OAI-066).
    init?(strict cursor: JSONCursor?) throws(OpenAIError) {
        guard let cursor else { return nil }
        let usage = try cursor.object()
        let prompt = try usage.required("prompt_tokens").count()
        let completion = try usage.required("completion_tokens").count()
        let total = try usage.required("total_tokens")
        guard try total.count() == prompt + completion else { throw total.fault(.badUsage) }
        self.init(prompt: prompt, completion: completion, total: prompt + completion)
    }
}
