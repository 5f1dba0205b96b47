import SynoWire

// The methods of the API.
extension ChatWorld {
    /// Carries out a call of the API.
    mutating func carryOut(_ call: ChatCall) -> SynoResponse {
        guard let api = call.value("api"), let method = call.value("method"), let version = call.value("version") else {
            return .failure(.init(code: .missingParameter))
        }
        guard api == "SYNO.Chat.External" else { return .failure(.init(code: .noSuchAPI)) }
        // A method that does not exist is answered before the token is looked at (SYN-076).
        guard let known = ChatbotEntryPoint.Method(rawValue: method) else {
            return .failure(.init(code: .noSuchMethod))
        }
        guard ["1", "2", "3"].contains(version) else { return .failure(.init(code: .noSuchVersion)) }
        let webhook = configuration.webhooks.first { $0.token == call.token }
        guard known == .incoming ? webhook != nil : call.token == configuration.botToken else {
            return .failure(.init(code: .badToken, detail: .text("bot is not legal")))
        }
        switch known {
        case .chatbot: return chatbot(call, now: configuration.now())
        case .incoming: return incoming(call, channel: webhook?.channelID ?? 0)
        case .userList: return .success(.init(users: configuration.users))
        // What a bot without channels and files never calls; a NAS refuses a bot without privilege alike.
        case .channelList, .postList, .postFileGet: return .failure(.init(code: SynoErrorCode(rawValue: 105)))
        }
    }

    private mutating func chatbot(_ call: ChatCall, now: Int64) -> SynoResponse {
        let post: ChatbotPost
        switch checked(call) {
        case .success(let checked): post = checked
        case .failure(let failure): return .failure(failure.answer)
        }
        guard !post.userIDs.isEmpty else { return .failure(.init(code: .noTarget, detail: .text("no target"))) }
        let present = configuration.users.filter { !$0.isGone }.map(\.userID)
        let targets = post.userIDs.filter(present.contains)
        guard !targets.isEmpty else {
            return .failure(.init(code: .unknownUser, detail: .text("record is not valid")))
        }
        if let lastPost, Double(now - lastPost) < configuration.postInterval * 1000 {
            return .failure(.init(code: .tooFast, detail: .text("create post too fast")))
        }
        lastPost = now
        let delivered = targets.map { SynoResponse.Delivered(userID: $0, postID: nextPostID($0)) }
        for target in delivered { append(Self.entry(post, target, now)) }
        return .success(.init(delivered: delivered, failed: post.userIDs.filter { !present.contains($0) }))
    }

    private mutating func incoming(_ call: ChatCall, channel: Int64) -> SynoResponse {
        switch checked(call) {
        case .success(let post):
            append(post, toChannel: channel)
            return .success(.init())
        case .failure(let failure): return .failure(failure.answer)
        }
    }

    private static func entry(_ post: ChatbotPost, _ target: SynoResponse.Delivered, _ now: Int64) -> ChatEntry {
        ChatEntry(
            .bot,
            userID: target.userID,
            postID: target.postID,
            text: post.text ?? "",
            fileURL: post.fileURL,
            attachments: post.attachments,
            time: now
        )
    }

    /// Why a post is refused.
    private struct Refusal: Error {
        let answer: SynoResponse.Failure
    }

    /// The post of a call, or what it is refused with.
    private func checked(_ call: ChatCall) -> Result<ChatbotPost, Refusal> {
        if call.value("payload") == "" { return .failure(Refusal(answer: .init(code: .missingParameter))) }
        guard let post = try? ChatbotPost.decode(call.body) else {
            let reason = call.value("payload") == nil ? "required" : "type"
            return .failure(
                Refusal(answer: .init(code: .badPayload, detail: .parameter(name: "payload", reason: reason)))
            )
        }
        let isEmpty = (post.text ?? "").isEmpty && post.fileURL == nil && post.attachments.isEmpty
        guard !isEmpty else {
            return .failure(
                Refusal(answer: .init(code: .badPayload, detail: .parameter(name: "text", reason: "required")))
            )
        }
        guard MessageText.length(post.text ?? "") <= configuration.textLimit else {
            return .failure(Refusal(answer: .init(code: .tooLong, detail: .text("msg too long"))))
        }
        if let url = post.fileURL, !Self.isReachable(url) { return .failure(Refusal(answer: .init(code: .fileOrBusy))) }
        return .success(post)
    }

    /// Whether a NAS can fetch from an URL; its own loopback is never the bot's.
    private static func isReachable(_ url: String) -> Bool {
        let address = url.lowercased()
        guard let scheme = ["http://", "https://"].first(where: address.hasPrefix) else { return false }
        let host = address.dropFirst(scheme.count).prefix { $0 != "/" }
        return !["127.", "localhost", "[::1]"].contains { host.hasPrefix($0) } && !host.isEmpty
    }
}
