internal import Bot
internal import HTTPClient

/// Placeholder until the wire lands.
struct OpenAIClient: ModelClient {
    let client: HTTPClient
    let configuration: Configuration
    let log: Log

    func ask(_ prompt: ModelPrompt, onResult: @escaping @Sendable (ModelResult) -> Void) -> ModelCall {
        onResult(.failed(.unreachable, repeatAfter: nil))
        return ModelCall {}
    }
}
