import Wire

/// Puts a strict stream together: bytes in any pieces in, one ``ChatCompletion`` or the first fault out.
///
/// ```swift
/// var assembler = ChatCompletionAssembler()
/// try assembler.receive(bytes)
/// let completion = try assembler.finish()
/// ```
///
/// Source: [The chat completion chunk object](https://platform.openai.com/docs/api-reference/chat-streaming)
public struct ChatCompletionAssembler: Sendable {
    /// A choice of which chunks have come.
    private struct Part: Sendable {
        var content: String?
        var refusal: String?
        var finishReason: String?
    }

    private var events = ServerSentEventParser(maximumEventBytes: 1 << 23)
    private var received = 0
    private var id: String?
    private var created = 0
    private var model = ""
    private var parts: [Int: Part] = [:]
    private var usage: Usage?
    private var isDone = false
    /// Whether an event was at fault in ``audit(_:)``.
    private var isFaulty = false

    /// Creates an assembler at the start of a body.
    public init() {}

    /// Takes the next bytes.
    ///
    /// - Throws: ``OpenAIError`` at the first fault; the assembler is of no use after it.
    public mutating func receive(_ bytes: some Collection<UInt8>) throws(OpenAIError) {
        received += bytes.count
        events.receive(bytes)
        while let event = try next() { try take(event) }
    }

    /// Ends the stream (OAI-073).
    ///
    /// - Throws: ``OpenAIError`` where something is missing.
    public mutating func finish() throws(OpenAIError) -> ChatCompletion {
        let missing = OpenAIError(.endMissing, at: received)
        guard !events.finish(), isDone, let id, !parts.isEmpty else { throw missing }
        var choices: [ChatCompletion.Choice] = []
        for (index, part) in parts.sorted(by: { $0.key < $1.key }) {
            guard let reason = part.finishReason else { throw missing }
            choices.append(
                ChatCompletion.Choice(index: index, content: part.content, refusal: part.refusal, finishReason: reason)
            )
        }
        return ChatCompletion(id: id, created: created, model: model, choices: choices, usage: usage)
    }

    private mutating func next() throws(OpenAIError) -> ServerSentEvent? {
        do throws(SSEError) { return try events.next() } catch { throw OpenAIError(events: error) }
    }

    private mutating func take(_ event: ServerSentEvent) throws(OpenAIError) {
        let start = events.dataOffset
        guard !isDone else { throw OpenAIError(.afterEnd, at: start) }
        guard event.event == "message" else { throw OpenAIError(.namedEvent, at: start) }
        guard !event.data.isEmpty else { throw OpenAIError(.emptyEvent, at: start) }
        guard event.data != "[DONE]" else { return isDone = true }
        let data = Array(event.data.utf8)
        // A byte that is no UTF-8 has become three: places behind it are not those of the input.
        let known = start + (data.indices.first { data[$0...].starts(with: [0xEF, 0xBF, 0xBD]) } ?? data.count)
        do throws(OpenAIError) { try read(data, at: start) } catch { throw error.bounded(by: known) }
    }

    private mutating func read(_ data: [UInt8], at start: Int) throws(OpenAIError) {
        let chunk = try JSONCursor(data, at: start)
        if let error = chunk.present("error") { throw error.fault(.errorInAnswer) }
        try identify(chunk)
        let list = try chunk.required("choices")
        let choices = try list.elements()
        if let counted = try Usage(strict: chunk.present("usage")) {
            usage = counted
        } else if choices.isEmpty {
            throw list.fault(.noChoices)
        }
        for choice in choices { try add(choice.object()) }
    }

    /// Each chunk carries the names of the whole (OAI-070).
    private mutating func identify(_ chunk: JSONCursor) throws(OpenAIError) {
        let name = try chunk.required("id")
        let time = try chunk.required("created")
        try chunk.required("object").literal("chat.completion.chunk")
        model = try chunk.required("model").string()
        guard let id else {
            let first = try name.string()
            created = try time.count()
            return id = first
        }
        guard try name.string() == id else { throw name.fault(.changedIdentity) }
        guard try time.count() == created else { throw time.fault(.changedIdentity) }
    }

    private mutating func add(_ choice: JSONCursor) throws(OpenAIError) {
        let index = try choice.required("index").count()
        let delta = try choice.required("delta").object()
        var part = parts[index] ?? Part()
        guard part.finishReason == nil else { throw choice.fault(.afterFinish) }
        try delta.present("role")?.literal("assistant")
        if let more = try delta.present("content")?.string() { part.content = (part.content ?? "") + more }
        if let more = try delta.present("refusal")?.string() { part.refusal = (part.refusal ?? "") + more }
        let reason = try choice.required("finish_reason")
        if !reason.value.isNull {
            guard let word = reason.value.string, ChatCompletion.finishReasons.contains(word) else {
                throw reason.fault(.badFinishReason)
            }
            part.finishReason = word
        }
        parts[index] = part
    }
}

// A stream is shown although it is at fault: its faults are named, and it is read on.
extension ChatCompletionAssembler {
    /// Takes the next bytes, and goes on behind an event at fault (OAI-032).
    ///
    /// - Returns: the first fault of each event.
    public mutating func audit(_ bytes: some Collection<UInt8>) -> [OpenAIError] {
        received += bytes.count
        events.receive(bytes)
        var faults: [OpenAIError] = []
        do throws(OpenAIError) {
            while let event = try next() {
                do throws(OpenAIError) { try take(event) } catch { faults.append(error) }
            }
        } catch { faults.append(error) }
        isFaulty = isFaulty || !faults.isEmpty
        return faults
    }

    /// Ends a stream that was audited.
    ///
    /// - Returns: the fault of its end; what events at fault may have held is not missed.
    public mutating func auditEnd() -> OpenAIError? {
        guard !events.finish(), isDone else { return OpenAIError(.endMissing, at: received) }
        guard !isFaulty else { return nil }
        do throws(OpenAIError) {
            _ = try finish()
            return nil
        } catch { return error }
    }
}
