package import SynoWire

extension SimulatedServer where World == ChatWorld {
    /// The base URL that a bot is given.
    package var baseURL: String { address }

    /// The incoming URL that Synology Chat's dialog shows for the bot.
    package var incomingURL: String {
        let token = read { $0.configuration.botToken }
        return
            "\(address)/webapi/entry.cgi?api=SYNO.Chat.External&method=chatbot&version=2&token=%22\(token.exposed)%22"
    }

    /// The requests of both directions, in the order they ended; of very many the newest.
    package var exchanges: [ChatExchange] { read { Array($0.exchanges.elements) } }

    /// The bytes of both directions as text, for golden files.
    package var transcript: String { exchanges.map(\.transcript).joined(separator: "\n") }

    /// Everything on all screens, in the order it appeared.
    package var entries: [ChatEntry] { read { $0.entries } }

    /// What is on one user's screen.
    package func screen(of userID: Int64) -> [ChatEntry] { entries.filter { $0.userID == userID } }

    /// The bot's posts to one user.
    package func posts(to userID: Int64) -> [ChatEntry] { screen(of: userID).filter { $0.kind == .bot } }

    /// What incoming webhooks posted in a channel.
    package func channelPosts(_ channelID: Int64) -> [ChatbotPost] {
        read { $0.channelPosts[channelID] ?? [] }
    }

    /// Waits until `condition` holds for what is on all screens, and returns that; `nil` when it did not in time.
    package func wait(
        seconds: Double = 120,
        until condition: @escaping @Sendable ([ChatEntry]) -> Bool
    ) async -> [ChatEntry]? {
        await withCheckedContinuation { continuation in
            wait(seconds: seconds, until: condition) { continuation.resume(returning: $0) }
        }
    }

    /// Waits until the bot has posted `count` times to a user, and returns these posts; `nil` when it did not in time.
    package func posts(to userID: Int64, count: Int, within seconds: Double = 120) async -> [ChatEntry]? {
        let isPost = { @Sendable (entry: ChatEntry) in entry.userID == userID && entry.kind == .bot }
        return await wait(seconds: seconds) { $0.count(where: isPost) >= count }?.filter(isPost)
    }

    /// The same with a call-back, which is called once, on any thread.
    func wait(
        seconds: Double,
        until condition: @escaping @Sendable ([ChatEntry]) -> Bool,
        then resume: @escaping @Sendable ([ChatEntry]?) -> Void
    ) {
        let look: @Sendable (ChatWorld) -> (@Sendable () -> Void)? = { world in
            let entries = world.entries
            guard condition(entries) else { return nil }
            return { resume(entries) }
        }
        wait(seconds: seconds, for: look, orElse: { resume(nil) })
    }
}
