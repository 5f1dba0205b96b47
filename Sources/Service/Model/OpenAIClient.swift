import Bot
import HTTPClient
import OpenAIWire
import Synchronization
import Platform

/// Asks an OpenAI-compatible server: one request, decoded as it arrives.
///
/// Whether a failed request is repeated is decided here by the retry policy; when, and how often, by the turn.
struct OpenAIClient: ModelClient {
    let client: HTTPClient
    let configuration: Configuration
    let log: Log
    let deviations: Deviations
    private let profiles = ServerProfiles()

    init(client: HTTPClient, configuration: Configuration, log: Log) {
        self.client = client
        self.configuration = configuration
        self.log = log
        deviations = Deviations(log: log)
    }

    var windows: [String: Int] { profiles.windows(of: configuration.bot.apiBase) }

    func ask(_ prompt: ModelPrompt, onResult: @escaping @Sendable (ModelResult) -> Void) -> ModelCall {
        let call = RepeatableCall()
        send(prompt, call, repetition: 0, onResult)
        return ModelCall { call.cancel() }
    }

    /// Sends the request as this server is known to take it; where it refuses a parameter, once more without it.
    private func send(
        _ prompt: ModelPrompt,
        _ call: RepeatableCall,
        repetition: Int,
        _ onResult: @escaping @Sendable (ModelResult) -> Void
    ) {
        let key = ServerProfiles.Key(base: configuration.bot.apiBase, model: prompt.model)
        let chat = profiles[key].applied(
            to: ChatRequest(
                model: prompt.model,
                messages: prompt.messages.map(ChatMessage.init),
                isStream: configuration.isStreaming
            )
        )
        var request = HTTPClientRequest(
            method: "POST",
            url: EndpointURL.chatCompletions(base: configuration.bot.apiBase),
            headers: [
                (name: "Content-Type", value: "application/json"),
                (name: "Accept", value: chat.isStream ? "text/event-stream" : "application/json"),
            ],
            body: chat.encoded()
        )
        // SEC-053: the key goes into this one header and nowhere else.
        if let key = prompt.apiKey { request.headers.append((name: "Authorization", value: "Bearer \(key.exposed)")) }
        request.connectTimeout = min(10, configuration.answerTimeout)
        request.totalTimeout = configuration.answerTimeout
        request.idleTimeout = configuration.idleTimeout
        request.maxResponseBytes = 1 << 23
        let answer = AnswerBox(Reading(isStream: chat.isStream))
        let task = client.start(request) { event in
            guard let finished = answer.take(event) else { return }
            if case .failure(let error, _) = finished.outcome, profiles.learn(key, from: error, about: chat) {
                log.info("model.adapted", ["model": LogValue(prompt.model), "reason": LogValue(error.message)])
                return send(prompt, call, repetition: repetition + 1, onResult)
            }
            for deviation in finished.deviations { deviations.note(deviation, server: key) }
            onResult(ModelResult(finished, prompt))
        }
        answer.attach(task)
        call.attach(task, repetition: repetition)
    }
}

/// The answer while it arrives.
private struct Reading: Sendable {
    var status = 0
    var headers: [(name: String, value: String)] = []
    var stream = ChatStreamDecoder()
    /// The same stream read strictly.
    private var strict = ChatCompletionAssembler()
    /// The first fault of each name that the strict reading has found.
    private var deviations: [OpenAIError] = []
    var body: [UInt8] = []
    /// The request, once it is known to have begun.
    var task: HTTPClientTask?
    let isStream: Bool

    init(isStream: Bool) { self.isStream = isStream }

    func header(_ name: String) -> String? { headers.last { $0.name.lowercased() == name }?.value }

    /// Takes the next bytes of a stream.
    mutating func receive(_ bytes: [UInt8]) {
        stream.receive(bytes)
        note(strict.audit(bytes))
    }

    /// What a strict reader says about an answer that has ended.
    mutating func judged() -> [OpenAIError] {
        if isStream {
            if let missing = strict.auditEnd() { note([missing]) }
        } else {
            do throws(OpenAIError) { _ = try ChatCompletion.decode(body) } catch { note([error]) }
        }
        return deviations
    }

    private mutating func note(_ faults: [OpenAIError]) {
        for fault in faults where !deviations.contains(where: { $0.codeName == fault.codeName }) {
            deviations.append(fault)
        }
    }
}

/// A finished request.
private struct Finished: Sendable {
    let outcome: ChatOutcome
    /// Seconds that the server asks to wait, and whether it forbids a repetition.
    let headers: [String: String]
    /// What is not as the API defines it, in an answer that is shown all the same.
    let deviations: [OpenAIError]
}

/// Collects the events of one request, which come in order on one thread.
private final class AnswerBox: Sendable {
    private let reading: Mutex<Reading>

    init(_ reading: Reading) { self.reading = Mutex(reading) }

    /// Hands over the means to end the request, of which the first events may have come already.
    func attach(_ task: HTTPClientTask) {
        reading.withLock { reading in
            reading.task = task
            if reading.stream.hasFailed { task.cancel() }
        }
    }

    func take(_ event: HTTPClientEvent) -> Finished? {
        reading.withLock { reading in
            switch event {
            case .head(let status, let headers):
                reading.status = status
                reading.headers = headers
                return nil
            case .body(let bytes):
                if reading.isStream, (200...299).contains(reading.status) {
                    reading.receive(bytes)
                    // A stream that is an error already may go on, or hang, for long.
                    if reading.stream.hasFailed { reading.task?.cancel() }
                } else {
                    reading.body += bytes
                }
                return nil
            case .finished(let result):
                var kept: [String: String] = [:]
                for name in ["date", "retry-after", "retry-after-ms", "x-should-retry"] {
                    kept[name] = reading.header(name)
                }
                let outcome = Self.outcome(&reading, result)
                guard case .answer = outcome else { return Finished(outcome: outcome, headers: kept, deviations: []) }
                return Finished(outcome: outcome, headers: kept, deviations: reading.judged())
            }
        }
    }

    private static func outcome(_ reading: inout Reading, _ result: Result<Void, HTTPClientError>) -> ChatOutcome {
        let isOK = (200...299).contains(reading.status)
        switch result {
        case .success where isOK && reading.isStream: return reading.stream.end(.clean)
        case .success where isOK: return ChatResponse.decode(reading.body)
        case .success: return .failure(APIError(status: reading.status, body: reading.body), partial: "")
        case .failure(let error):
            let kind: APIError.Class =
                switch error.kind {
                case .timeout: .timeout
                case .partial, .brokenAfterSend: .truncated
                default: .network
                }
            let broken = APIError(kind, status: reading.status, message: error.message)
            guard isOK, reading.isStream else { return .failure(broken, partial: "") }
            // What the stream had said before it broke counts: a complete answer (OAI-026), or the server's own error
            // (OAI-027).
            switch reading.stream.end(.aborted) {
            case .failure(let said, let partial) where said.class == .truncated:
                return .failure(broken, partial: partial)
            case let outcome: return outcome
            }
        }
    }
}

extension ChatMessage {
    fileprivate init(_ message: ModelPrompt.Message) {
        let role: Role =
            switch message.role {
            case .system: .system
            case .user: .user
            case .assistant: .assistant
            }
        self.init(role, message.content)
    }
}

extension ModelResult {
    fileprivate init(_ finished: Finished, _ prompt: ModelPrompt) {
        switch finished.outcome {
        case .answer(let answer): self = .answered(ModelAnswer(answer))
        case .failure(let error, _):
            guard error.class != .contextLength else {
                self = .overflowed(error)
                return
            }
            let random = Double.random(in: 0..<1)
            let now = Int(WallClock.milliseconds() / 1_000)
            let wait = RetryPolicy.wait(
                after: error,
                attempt: prompt.attempt,
                header: { finished.headers[$0] },
                now: now,
                random: random
            )
            let wish = RetryPolicy.wish({ finished.headers[$0] }, now: now).map { Int($0.rounded(.up)) }
            self = .failed(
                TurnFailure(error, model: prompt.model, wait: wish),
                repeatAfter: wait.map { Int($0 * 1_000) },
                error
            )
        }
    }
}

extension ModelAnswer {
    fileprivate init(_ answer: ChatAnswer) {
        let ending: Ending =
            switch answer.finish {
            case .length: .length
            case .contentFilter: .filtered
            default: .complete
            }
        self.init(
            text: answer.text,
            ending: ending,
            usage: answer.usage.map { Usage(prompt: $0.prompt, completion: $0.completion, total: $0.total) }
        )
    }
}

extension TurnFailure {
    /// The sentence's kind for a class of error.
    init(_ error: APIError, model: String, wait: Int?) {
        self =
            switch error.class {
            case .auth: .wrongKey
            case .quota: .noCredit
            case .forbidden: .forbidden
            case .rateLimit: .rateLimited(seconds: wait)
            case .modelNotFound: .modelUnknown(model)
            case .endpointNotFound, .redirect: .noEndpoint
            case .network: .unreachable
            case .timeout: .timedOut
            case .contentFilter: .contentRefused
            case .contextLength: .tooLongForServer
            case .emptyAnswer: .emptyAnswer
            case .truncated: .brokenOff
            case .overloaded: .overloaded
            case .server, .gateway, .protocolViolation: .serverFault
            case .unsupportedParameter, .requestTooLarge, .conflict, .badRequest: .requestRefused
            }
    }
}
