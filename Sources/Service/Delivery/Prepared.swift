import Bot
import Store

extension Prepared {
    /// The prompt, omitting the oldest `dropped` exchanges.
    func prompt(withoutOldest dropped: Int, attempt: Int, _ defaults: BotDefaults) -> ModelPrompt {
        var messages = systemPrompt.map { [ModelPrompt.Message(.system, $0)] } ?? []
        for turn in turns.dropFirst(dropped) {
            messages.append(ModelPrompt.Message(.user, turn.question))
            messages.append(ModelPrompt.Message(.assistant, turn.answer))
        }
        messages.append(ModelPrompt.Message(.user, question.text))
        return ModelPrompt(
            model: user.model(defaults),
            apiKey: user.apiKey(defaults),
            messages: messages,
            attempt: attempt
        )
    }
}
