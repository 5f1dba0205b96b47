import Bot
import Dispatch
import HTTPServer
import Store
import SynoWire
import Wire
import Platform

/// What a request came to, once its transaction is durable.
enum RouteOutcome: Sendable {
    /// 200 with an empty body: nothing is shown.
    case acknowledged([DeliverySignal])
    /// The message had come before: 200, and nothing happens.
    case duplicate
    /// 200 with this text.
    case text(String, [DeliverySignal])
    /// File work first; its outcome gives the text.
    case file(FileRequest, CommandContext, IncomingMessage, [DeliverySignal])
    /// 403: the token is not the right one, for this reason.
    case forbidden(String)
}

extension Router {
    /// Answers with what a transaction came to.
    func finish(_ result: Result<RouteOutcome, StoreError>, _ exchange: HTTPExchange) {
        switch result {
        case .failure(let error): unavailable(error, exchange)
        case .success(.acknowledged(let signals)):
            counters.add(.messages)
            exchange.respond(HTTPResponse(status: 200))
            engine.signal(signals)
        case .success(.duplicate):
            counters.add(.duplicates)
            exchange.respond(HTTPResponse(status: 200))
        case .success(.text(let text, let signals)):
            counters.add(.commands)
            say(text, exchange)
            engine.signal(signals)
        case .success(.file(let request, let context, let incoming, let signals)):
            engine.signal(signals)
            let isNew = incoming.mark.map { mark in filing.withLock { $0.insert(mark).inserted } } ?? true
            guard isNew else { return finish(.success(.duplicate), exchange) }
            perform(request, context, incoming, exchange)
        case .success(.forbidden(let reason)): forbid(reason, exchange)
        }
    }

    /// Shows a text to the caller.
    func say(_ text: String, _ exchange: HTTPExchange) {
        exchange.respond(
            HTTPResponse(
                status: 200,
                headers: ["Content-Type": CommandResponse.contentType],
                body: CommandResponse(text: text).encoded()
            )
        )
    }

    /// 403, later with each refusal of the same address.
    func forbid(_ reason: String, _ exchange: HTTPExchange) {
        counters.add(.refused)
        log.warning("request.refused", ["from": LogValue(exchange.remoteAddress), "reason": LogValue(reason)])
        let delay = refusals.note(exchange.remoteAddress, now: WallClock.milliseconds())
        let response = HTTPResponse(status: 403, text: "This token or user is not accepted: the bot's log says why.\n")
        guard delay > 0 else { return exchange.respond(response) }
        files.asyncAfter(deadline: .now() + delay) { exchange.respond(response) }
    }

    /// What Synology Chat would not have sent: 400, 413 or 415 and one line.
    func malformed(_ error: SynoError, _ exchange: HTTPExchange) {
        counters.add(.malformed)
        let status =
            switch error.code {
            case .unsupportedType: 415
            case .tooLong: 413
            default: 400
            }
        let line = "\(error.message) (\(error.requirement), byte \(error.offset))\n"
        log.info("request.malformed", ["from": LogValue(exchange.remoteAddress), "reason": LogValue(error.message)])
        exchange.respond(HTTPResponse(status: status, text: line))
    }

    /// 503: nothing was kept, so nothing may be acknowledged.
    private func unavailable(_ error: StoreError, _ exchange: HTTPExchange) {
        counters.add(.unavailable)
        log.error("store.failed", ["reason": LogValue(error.message)])
        var response = HTTPResponse(status: 503, text: "The database cannot take this now: \(store.health.name).\n")
        response.headers.append(name: "Retry-After", value: "1")
        exchange.respond(response)
    }

    /// Does the file work of a command beside the threads of server and store, then answers.
    private func perform(
        _ request: FileRequest,
        _ context: CommandContext,
        _ incoming: IncomingMessage,
        _ exchange: HTTPExchange
    ) {
        guard case .saveTranscript = request else {
            return files.async { self.settle(FileWork().perform(request), of: request, context, incoming, exchange) }
        }
        store.read { transaction throws(StoreError) in
            try transaction.history(of: context.userID)
        } completion: { result in
            switch result {
            case .failure(let error): self.end(.failure(error), incoming, exchange)
            case .success(let turns):
                self.files.async {
                    let outcome = FileWork().perform(request, exchanges: turns.count) { format in
                        Array(Transcript.write(turns.flatMap(\.messages), as: format).utf8)
                    }
                    self.settle(outcome, of: request, context, incoming, exchange)
                }
            }
        }
    }

    private func settle(
        _ outcome: FileOutcome,
        of request: FileRequest,
        _ context: CommandContext,
        _ incoming: IncomingMessage,
        _ exchange: HTTPExchange
    ) {
        let decision = CommandDecision(outcome: outcome, of: request, in: context)
        let text = decision.text ?? ""
        guard !decision.effects.isEmpty || incoming.mark != nil else {
            return end(.success(.text(text, [])), incoming, exchange)
        }
        store.write { transaction throws(StoreError) in
            let now = WallClock.milliseconds()
            let signals = try transaction.apply(decision.effects, for: context.userID, now: now)
            try transaction.remember(incoming)
            return .text(text, signals)
        } completion: { result in
            self.end(result, incoming, exchange)
        }
    }

    /// Answers a command whose file work has ended.
    private func end(
        _ result: Result<RouteOutcome, StoreError>,
        _ incoming: IncomingMessage,
        _ exchange: HTTPExchange
    ) {
        if let mark = incoming.mark { filing.withLock { _ = $0.remove(mark) } }
        finish(result, exchange)
    }
}

extension StoredTurn {
    /// Question and answer, as the transcript writes them.
    fileprivate var messages: [TranscriptMessage] {
        [TranscriptMessage(role: .user, text: question), TranscriptMessage(role: .assistant, text: answer)]
    }
}
