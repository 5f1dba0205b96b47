internal import Wire

/// Reads a streamed answer: bytes in any pieces, and at the end what it came to (OAI-025 to OAI-029).
///
/// A stream's end is judged by what was seen: one that breaks off with neither `finish_reason` nor `[DONE]` is truncated,
/// whatever the transport says.
public struct ChatStreamDecoder: Sendable {
    /// How the transport ended.
    public enum Transport: Sendable {
        /// With the end of the message.
        case clean
        /// The connection broke.
        case aborted
    }

    private var events = ServerSentEventParser(maximumEventBytes: 1 << 23)
    private var raw = ""
    private var refusal = ""
    private var finish: FinishReason?
    private var usage: Usage?
    private var isDone = false
    private var failure: APIError?
    /// The first bytes, for servers that answer a request for a stream with plain JSON.
    private var head: [UInt8] = []
    private var sawEvent = false
    private static let headLimit = 1 << 20

    /// Creates a decoder at the start of a body.
    public init() {}

    /// Whether the stream is an error whatever follows (OAI-027): nothing more needs to be read.
    public var hasFailed: Bool { failure != nil }

    /// Takes the next bytes.
    public mutating func receive(_ bytes: some Collection<UInt8>) {
        guard failure == nil else { return }
        if !sawEvent, head.count < Self.headLimit { head += bytes.prefix(Self.headLimit - head.count) }
        events.receive(bytes)
        do throws(SSEError) {
            while let event = try events.next() { take(event) }
        } catch { failure = APIError(.protocolViolation, status: 200, message: error.message) }
    }

    /// Judges the whole stream by the table of its end.
    public mutating func end(_ transport: Transport) -> ChatOutcome {
        if !sawEvent, transport == .clean, Self.looksLikeObject(head) {
            return ChatResponse.decode(head)
        }
        let partial = ReasoningFilter.strip(raw)
        if let failure { return .failure(failure, partial: partial) }
        guard finish != nil || isDone else { return .failure(APIError(.truncated, status: 200), partial: partial) }
        return ChatText.outcome(raw: raw, finish: finish, usage: usage, refusal: refusal)
    }

    /// The first byte behind white space and a byte order mark is a brace.
    private static func looksLikeObject(_ head: [UInt8]) -> Bool {
        let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head[3...] : head[...]
        return text.first { $0 > 0x20 } == UInt8(ascii: "{")
    }

    private mutating func take(_ event: ServerSentEvent) {
        sawEvent = true
        // WHATWG dispatches an event of empty data; gateways send them to keep the connection alive (OAI-028).
        guard failure == nil, !isDone, !event.data.isEmpty else { return }
        if event.data == "[DONE]" { return isDone = true }
        guard let json = LenientJSON.object(Array(event.data.utf8)) else {
            return failure = APIError(.protocolViolation, status: 200, message: "a chunk is no JSON object")
        }
        if let error = json["error"], !error.isNull { return failure = APIError(embedded: json) }
        if event.event == "error" { return failure = APIError(embedded: json) }
        if let usage = Usage(json["usage"]) { self.usage = usage }
        guard let choices = json["choices"]?.array else { return }
        guard let choice = choices.first(where: { ($0["index"]?.int64 ?? 0) == 0 }) else { return }
        let delta = choice["delta"] ?? choice["message"]
        raw += ChatText.content(delta) ?? choice["text"]?.string ?? ""
        refusal += delta?["refusal"]?.string ?? ""
        if let word = choice["finish_reason"]?.string, !word.isEmpty { finish = FinishReason(word) }
    }
}
