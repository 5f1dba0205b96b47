import Wire

extension CompletionAudit {
    /// What the chunks before have said.
    private struct Seen {
        var id: JSONValue?
        var created: JSONValue?
        /// The choices, and whether each has ended.
        var hasEnded: [Int64: Bool] = [:]
        var isDone = false
    }

    /// Every event, then the end.
    mutating func auditStream(_ body: [UInt8]) {
        var parser = ServerSentEventParser(maximumEventBytes: 1 << 23)
        var seen = Seen()
        parser.receive(body)
        do throws(SSEError) {
            while let event = try parser.next() { audit(event, &seen) }
        } catch {
            return add("OAI-060", error.message, got: "\(error.codeName) at \(error.offset)", body)
        }
        if parser.finish() {
            add("OAI-073", "a blank line behind the last event", got: "none", Array(body.suffix(200)))
        } else if !seen.isDone {
            add("OAI-073", "[DONE]", got: "the end without it", Array(body.suffix(200)))
        }
        if seen.hasEnded.isEmpty || seen.hasEnded.values.contains(false) {
            add("OAI-073", "a finish_reason for each choice", got: "none", Array(body.suffix(200)))
        }
    }

    private mutating func audit(_ event: ServerSentEvent, _ seen: inout Seen) {
        let data = Array(event.data.utf8)
        if seen.isDone { return add("OAI-072", "nothing behind [DONE]", got: "an event", data) }
        if event.event != "message" { return add("OAI-068", "an event without name", got: event.event, data) }
        if data.isEmpty { return add("OAI-069", "an event with data", got: "an empty one", []) }
        if event.data == "[DONE]" { return seen.isDone = true }
        guard let chunk = object(data) else { return }
        if let error = chunk["error"], !error.isNull {
            return add("OAI-067", "no error in a stream", got: "an error", error.encoded())
        }
        identify(chunk, &seen)
        let hasUsage = usage(chunk) != nil
        guard let choices = member(chunk, "", "choices", .array)?.array else { return }
        if choices.isEmpty, !hasUsage { add("OAI-063", "a choice or the usage", got: "neither", data) }
        for choice in choices { audit(choice: choice, &seen) }
    }

    private mutating func identify(_ chunk: JSONValue, _ seen: inout Seen) {
        _ = member(chunk, "", "object", .literal("chat.completion.chunk"))
        _ = member(chunk, "", "model", .string)
        let id = member(chunk, "", "id", .string)
        let created = member(chunk, "", "created", .count)
        if let first = seen.id, let id, first != id {
            add("OAI-070", "the id of the first chunk", got: "another", id.encoded())
        }
        if let first = seen.created, let created, first.int64 != created.int64 {
            add("OAI-070", "created of the first chunk", got: "another", created.encoded())
        }
        seen.id = seen.id ?? id
        seen.created = seen.created ?? created
    }

    private mutating func audit(choice: JSONValue, _ seen: inout Seen) {
        guard MemberType.object.holds(choice) else {
            return add("OAI-062", "choices[]: an object", got: "another value", choice.encoded())
        }
        let index = member(choice, "choices[].", "index", .count)?.int64
        if let index, seen.hasEnded[index] == true {
            add("OAI-071", "nothing of a choice behind its finish_reason", got: "more", choice.encoded())
        }
        if let delta = member(choice, "choices[].", "delta", .object) {
            for (name, type) in [("role", MemberType.literal("assistant")), ("content", .string), ("refusal", .string)]
            where delta[name]?.isNull == false {
                _ = optional(delta, "delta.", name, type)
            }
        }
        let hasEnded = finishReason(choice, inChunk: true) != nil
        if let index { seen.hasEnded[index] = seen.hasEnded[index] == true || hasEnded }
    }
}
