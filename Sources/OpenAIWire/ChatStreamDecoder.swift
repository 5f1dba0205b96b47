import Wire

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

    /// What has come of one choice.
    fileprivate struct Part: Sendable {
        var raw = ""
        var refusal = ""
        var finish: FinishReason?
    }

    private var events = ServerSentEventParser(maximumEventBytes: 1 << 23)
    /// The choice with index 0.
    private var first: Part?
    /// The first choice of another index, which counts where there is no index 0.
    private var other: (index: Int64, part: Part)?
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
        if !sawEvent, transport == .clean, LenientJSON.firstByte(head) == UInt8(ascii: "{") {
            return ChatResponse.decode(head)
        }
        let part = first ?? other?.part ?? Part()
        let partial = ReasoningFilter.strip(part.raw)
        if let failure { return .failure(failure, partial: partial) }
        guard part.finish != nil || isDone else {
            let isPage = !sawEvent && LenientJSON.firstByte(head) == UInt8(ascii: "<")
            return .failure(APIError(isPage ? .gateway : .truncated, status: 200), partial: partial)
        }
        return ChatText.outcome(raw: part.raw, finish: part.finish, usage: usage, refusal: part.refusal)
    }

    private mutating func take(_ event: ServerSentEvent) {
        sawEvent = true
        // WHATWG dispatches an event of empty data; gateways send them to keep the connection alive (OAI-028).
        guard failure == nil, !isDone, !event.data.isEmpty else { return }
        if Self.isEnd(event.data.utf8) { return isDone = true }
        guard let json = LenientJSON.object(Array(event.data.utf8)) else {
            guard event.event == "error" else {
                return failure = APIError(.protocolViolation, status: 200, message: "a chunk is no JSON object")
            }
            return failure = APIError(embedded: APIError.Details(nil, text: event.data))
        }
        if LenientJSON.hasError(json) || event.event == "error" { return failure = APIError(embedded: json) }
        if let usage = Usage(json["usage"]) { self.usage = usage }
        guard let choices = json["choices"]?.array else {
            let details = APIError.Details(json, text: "")
            if details.tellsError { failure = APIError(embedded: details) }
            return
        }
        for choice in choices { take(choice) }
    }

    /// `[DONE]`, also with trailing spaces.
    private static func isEnd(_ data: String.UTF8View) -> Bool {
        data.starts(with: "[DONE]".utf8) && data.dropFirst(6).allSatisfy { $0 == 0x20 }
    }

    private mutating func take(_ choice: JSONValue) {
        let index = choice["index"]?.int64 ?? 0
        if index == 0 {
            if first == nil { first = Part() }
            first?.take(choice)
        } else {
            if other == nil { other = (index, Part()) }
            if other?.index == index { other?.part.take(choice) }
        }
    }
}

extension ChatStreamDecoder.Part {
    fileprivate mutating func take(_ choice: JSONValue) {
        let delta = ChatText.message(choice, "delta", "message")
        raw += ChatText.content(delta) ?? choice["text"]?.string ?? ""
        refusal += ChatText.refusal(delta)
        // SGLang and old Ollama write the empty word until the end.
        if choice["finish_reason"]?.string != "" { finish = FinishReason(choice["finish_reason"]) ?? finish }
    }
}
