import Bot
import HTTPServer
import Store
import SynoWire
import Wire
import Platform

extension Router {
    /// `POST /`: a message to the bot, a command typed as a message, or a button.
    func message(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        do throws(SynoError) {
            switch try BotEvent.decode(SynoPost(request)) {
            // Nothing the bot posts has buttons yet; a press is acknowledged and changes nothing.
            case .callback: exchange.respond(HTTPResponse(status: 200))
            case .message(let message): receive(IncomingMessage(message, under: store.markHash), exchange)
            }
        } catch { malformed(error, exchange) }
    }

    /// `POST /webhook`: a slash command.
    func slashCommand(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        do throws(SynoError) {
            let command = try SynoCommand.decode(SynoPost(request))
            receive(IncomingMessage(command, under: store.markHash), exchange)
        } catch { malformed(error, exchange) }
    }

    /// Has the reception decide about a message and the store write what follows, both in one transaction.
    private func receive(_ message: IncomingMessage, _ exchange: HTTPExchange) {
        guard configuration.allowedUsers.isEmpty || configuration.allowedUsers.contains(message.userID) else {
            return turnAway(message.userID, exchange)
        }
        var informed = Reception(defaults: configuration.bot)
        informed.slashTokens = configuration.slashTokens
        informed.statedWindows = delivery.turns.model.windows
        let reception = informed
        store.write { transaction throws(StoreError) -> (ReceptionDecision.Answer, Received) in
            let decision = try reception.decide(message, from: transaction)
            return (decision.answer, try transaction.perform(decision.effects, of: message))
        } completion: { result in
            self.finish(result, message, exchange)
        }
    }

    /// Says so in the answer, since a user on a phone sees no status.
    private func turnAway(_ user: Int64, _ exchange: HTTPExchange) {
        counters.add(.refused)
        log.warning("user.refused", ["user": LogValue(user), "reason": "not in APP_ALLOWED_USERS"])
        say(Sentences(configuration.bot.language).notAllowed(id: user), exchange)
    }
}

extension SynoPost {
    /// The body of a request and its type.
    fileprivate init(_ request: HTTPRequest) {
        self.init(body: request.body, contentType: request.headers["Content-Type"])
    }
}

extension IncomingMessage {
    /// A message to the bot.
    fileprivate init(_ message: SynoMessage, under hash: SipHash) {
        self.init(
            route: .bot,
            userID: message.userID,
            userName: message.username,
            token: message.token,
            text: message.text,
            mark: message.deliveryKey.map { DeliveryMark($0, token: message.token, hash: hash) },
            receivedAt: WallClock.milliseconds()
        )
    }

    /// A slash command.
    fileprivate init(_ command: SynoCommand, under hash: SipHash) {
        self.init(
            route: .slash,
            userID: command.userID,
            userName: command.username,
            token: command.token,
            text: command.text,
            mark: command.deliveryKey.map { DeliveryMark($0, token: command.token, hash: hash) },
            receivedAt: WallClock.milliseconds()
        )
    }
}
