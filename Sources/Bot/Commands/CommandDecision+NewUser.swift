import SynoWire
import Wire

extension CommandDecision {
    /// `/newuser [BaseURL] [BotKey]`, in either order, or a whole incoming URL (CMD-041 to CMD-045).
    static func newUser(_ arguments: [String], in context: CommandContext) -> CommandDecision {
        let sentences = Sentences(context.language)
        var base: String?
        var token: Secret?
        for argument in arguments {
            if looksLikeURL(argument) {
                guard base == nil else { return say(sentences.newUserTwice) }
                do throws(EntryPointError) {
                    let pasted = try PastedEntryPoint(argument)
                    guard pasted.method == nil || pasted.method == .chatbot else {
                        return say(sentences.incomingOfChannel)
                    }
                    base = pasted.base.text
                    guard let found = pasted.token else { continue }
                    guard token == nil || token == found else { return say(sentences.newUserTwice) }
                    token = found
                } catch {
                    return say(sentences.badBaseURL(error, CommandTable.entry(.newuser)))
                }
            } else {
                guard let found = Secret(pastedToken: argument) else {
                    return say(sentences.notASecret(CommandTable.entry(.newuser)))
                }
                guard token == nil || token == found else { return say(sentences.newUserTwice) }
                token = found
            }
        }
        return newUser(base: base, token: token, in: context)
    }

    private static func newUser(base: String?, token: Secret?, in context: CommandContext) -> CommandDecision {
        let sentences = Sentences(context.language)
        guard var user = context.user else {
            var created = context.newUser
            created.baseURL = base
            if let token { created.botToken = token }
            let missing = created.missing(context.defaults)
            return CommandDecision(
                effects: [.createUser(created)],
                answer: .text(sentences.created(id: context.userID, missing: missing))
            )
        }
        var effects: [CommandEffect] = []
        if let base {
            user.baseURL = base
            effects.append(.setBaseURL(base))
        }
        if let token {
            user.botToken = token
            effects.append(.setBotToken(token))
        }
        let missing = user.missing(context.defaults)
        let text =
            effects.isEmpty
            ? sentences.exists(id: context.userID, missing: missing)
            : sentences.updated(id: context.userID, missing: missing)
        return CommandDecision(effects: effects, answer: .text(text))
    }

    /// A scheme, or the beginning of a URL without one: then the URL's own sentence is the helpful one.
    private static func looksLikeURL(_ text: String) -> Bool {
        text.contains("://") || text.contains("/") || text.contains(".") || text.contains(":")
    }
}
