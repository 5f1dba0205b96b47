import Bot
import HTTPClient
import ServiceSupport
import TestSupport

@testable import Service

/// The bot's own model client before a server.
final class ModelStage {
    let model: OpenAIClient
    private let client: HTTPClient
    private let lines = LogLines()

    init(_ server: RawServer, isStreaming: Bool = true) throws {
        var configuration = Configuration()
        configuration.bot.apiBase = server.url + "/v1"
        configuration.isStreaming = isStreaming
        client = try HTTPClient()
        let log = Log(level: .info) { [lines] line in lines.add(line) }
        model = OpenAIClient(client: client, configuration: configuration, log: log)
    }

    deinit { client.shutdown() }

    /// The log so far.
    var logged: [String] { lines.all }

    /// Asks as the bot does.
    func ask() async -> ModelResult {
        let prompt = ModelPrompt(model: "m", messages: [ModelPrompt.Message(.user, "hi")], attempt: 1)
        return await withCheckedContinuation { continuation in
            _ = model.ask(prompt) { continuation.resume(returning: $0) }
        }
    }

    /// Asks, and has the text of the answer, `nil` where there is none.
    func text() async -> String? {
        if case .answered(let answer) = await ask() { answer.text } else { nil }
    }
}
