import HTTPClient
package import SynoWire
import Wire

/// What a user's message came to, as far as the user's screen shows it at once.
package enum TypingOutcome: Sendable, Equatable {
    /// The bot or the command's server answered 200 and nothing to show.
    case acknowledged
    /// It answered with a text, which is shown.
    case answered(String)
    /// It did not answer with 200 in time; the reason is for the test, the user reads a notice.
    case failed(String)
}

extension SimulatedServer where World == ChatWorld {
    /// Types a line as a user and waits for the answer to the request, not for what the bot posts later.
    ///
    /// A line whose first word is the name of a slash command goes to that command's URL, any other one to the bot.
    @discardableResult
    package func type(_ text: String, as userID: Int64, fileName: String? = nil) async -> TypingOutcome {
        await withCheckedContinuation { continuation in
            type(text, as: userID, fileName: fileName) { continuation.resume(returning: $0) }
        }
    }

    /// The same with a call-back, which is called once, on any thread.
    package func type(
        _ text: String,
        as userID: Int64,
        fileName: String? = nil,
        onOutcome: @escaping @Sendable (TypingOutcome) -> Void
    ) {
        let word = text.prefix { $0 != " " && $0 != "\n" }
        let configuration = read { $0.configuration }
        let name = configuration.users.first { $0.userID == userID }?.username ?? "user\(userID)"
        if let command = configuration.commands.first(where: { $0.name == word }) {
            let event = SynoCommand(token: command.token, userID: userID, username: name, text: text)
            show(ChatEntry(.typed, userID: userID, text: text, time: configuration.now()))
            return deliver(event.encoded(), to: command.url, from: userID, isCommand: true, onOutcome)
        }
        let message = update { world in
            let post = world.nextPostID(userID)
            let time = configuration.now()
            world.append(ChatEntry(.typed, userID: userID, postID: post, text: text, time: time))
            return SynoMessage(
                token: configuration.botToken,
                userID: userID,
                username: name,
                postID: post,
                threadID: 0,
                timestamp: time,
                text: text,
                fileName: fileName
            )
        }
        deliver(message, onOutcome: onOutcome)
    }

    /// Sends a message to the bot as it is, for example a second time.
    package func deliver(_ message: SynoMessage, onOutcome: @escaping @Sendable (TypingOutcome) -> Void) {
        let url = read { $0.configuration.botURL }
        deliver(message.encoded(), to: url, from: message.userID, isCommand: false, onOutcome)
    }

    /// Sends a message to the bot as it is, and waits for the answer to the request.
    @discardableResult
    package func deliver(_ message: SynoMessage) async -> TypingOutcome {
        await withCheckedContinuation { continuation in
            deliver(message) { continuation.resume(returning: $0) }
        }
    }

    /// Presses a button below one of the bot's posts.
    ///
    /// - Returns: `nil` where the user sees no such button.
    @discardableResult
    package func press(_ button: String, of postID: Int64, as userID: Int64) async -> TypingOutcome? {
        let configuration = read { $0.configuration }
        let post = screen(of: userID).first { $0.postID == postID }
        for attachment in post?.attachments ?? [] {
            guard let action = attachment.actions.first(where: { $0.name == button }) else { continue }
            let callback = SynoCallback(
                token: configuration.botToken,
                userID: userID,
                username: configuration.users.first { $0.userID == userID }?.username ?? "user\(userID)",
                postID: postID,
                callbackID: attachment.callbackID,
                action: action
            )
            return await withCheckedContinuation { continuation in
                deliver(callback.encoded(), to: configuration.botURL, from: userID, isCommand: false) {
                    continuation.resume(returning: $0)
                }
            }
        }
        return nil
    }
}

extension SimulatedServer where World == ChatWorld {
    private func show(_ entry: ChatEntry) { update { $0.append(entry) } }

    /// Posts a form to the bot or a command's server, and shows the user what it came to.
    private func deliver(
        _ body: [UInt8],
        to url: String?,
        from userID: Int64,
        isCommand: Bool,
        _ onOutcome: @escaping @Sendable (TypingOutcome) -> Void
    ) {
        let configuration = read { $0.configuration }
        var request = HTTPClientRequest(
            method: "POST",
            url: url ?? "http://127.0.0.1:9/",
            headers: [(name: "Content-Type", value: ChatbotPost.contentType)],
            body: body
        )
        request.totalTimeout = configuration.timeout
        request.connectTimeout = configuration.timeout
        request.tls = .insecure
        client.send(request) { [self, request] result in
            let outcome = Self.outcome(result)
            update { $0.record(Self.exchange(request, result)) }
            let time = configuration.now()
            switch outcome {
            case .acknowledged: break
            case .answered(let text):
                update { world in
                    let post = isCommand ? nil : world.nextPostID(userID)
                    world.append(
                        ChatEntry(
                            isCommand ? .commandAnswer : .bot,
                            userID: userID,
                            postID: post,
                            text: text,
                            time: time
                        )
                    )
                }
            case .failed:
                let notice = isCommand ? ChatEntry.commandFailure : ChatEntry.botFailure
                show(ChatEntry(.notice, userID: userID, text: notice, time: time))
            }
            onOutcome(outcome)
        }
    }

    private static func outcome(_ result: Result<HTTPClientResponse, HTTPClientError>) -> TypingOutcome {
        switch result {
        case .failure(let error): .failed(error.message)
        case .success(let response):
            switch WebhookAnswer.decode(status: response.status, body: response.body) {
            case .nothing: .acknowledged
            case .text(let text): .answered(text)
            case .failed(let status): .failed("status \(status)")
            }
        }
    }

    private static func exchange(
        _ request: HTTPClientRequest,
        _ result: Result<HTTPClientResponse, HTTPClientError>
    ) -> ChatExchange {
        var exchange = ChatExchange(
            direction: .toBot,
            method: request.method,
            target: request.url,
            headers: request.headers,
            body: request.body,
            status: nil,
            answer: []
        )
        switch result {
        case .success(let response):
            exchange.status = response.status
            exchange.answer = response.body
        case .failure(let error): exchange.remark = error.message
        }
        return exchange
    }
}
