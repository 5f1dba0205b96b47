import Bot
import Dispatch
import HTTPServer
import Store
import SynoWire
import Wire
import Platform

extension Router {
    /// Answers with what a transaction came to.
    func finish(
        _ result: Result<(ReceptionDecision.Answer, Received), StoreError>,
        _ message: IncomingMessage,
        _ exchange: HTTPExchange
    ) {
        guard case .success(let (answer, received)) = result else {
            if case .failure(let error) = result { unavailable(error, exchange) }
            return
        }
        switch received.isDuplicate ? .duplicate : answer {
        case .nothing:
            counters.add(.messages)
            exchange.respond(HTTPResponse(status: 200))
        case .duplicate:
            counters.add(.duplicates)
            exchange.respond(HTTPResponse(status: 200))
        case .text(let text):
            counters.add(.commands)
            say(text, exchange)
        case .file(let request, let context):
            let isNew = message.mark.map { mark in filing.withLock { $0.insert(mark).inserted } } ?? true
            guard isNew else { return finish(.success((.duplicate, received)), message, exchange) }
            perform(request, context, message, exchange)
        case .forbidden(let reason): forbid(reason, exchange)
        }
        delivery.turns.signal(received.signals)
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
            return end(.success((.text(text), Received())), incoming, exchange)
        }
        store.write { transaction throws(StoreError) -> (ReceptionDecision.Answer, Received) in
            let changes = decision.effects.map { ReceptionDecision.Effect.change($0) }
            return (.text(text), try transaction.perform(changes + [.remember], of: incoming))
        } completion: { result in
            self.end(result, incoming, exchange)
        }
    }

    /// Answers a command whose file work has ended.
    private func end(
        _ result: Result<(ReceptionDecision.Answer, Received), StoreError>,
        _ incoming: IncomingMessage,
        _ exchange: HTTPExchange
    ) {
        if let mark = incoming.mark { filing.withLock { _ = $0.remove(mark) } }
        finish(result, incoming, exchange)
    }
}

extension StoredTurn {
    /// Question and answer, as the transcript writes them.
    fileprivate var messages: [TranscriptMessage] {
        [TranscriptMessage(role: .user, text: question), TranscriptMessage(role: .assistant, text: answer)]
    }
}
