/// Whether a message can be asked: decided before it is kept for an answer (CMD-046 to CMD-049).
public enum Admission: Sendable, Equatable {
    /// Keep it; before that create this user, where there is none yet.
    case accepted(creating: UserSettings?)
    /// Do not keep it; answer this at once in the response, since the bot may not be able to post yet.
    case refused(String)

    /// Decides about a message on the bot route whose token has been checked.
    public init(messageIn context: CommandContext) {
        let sentences = Sentences(context.language)
        let created = context.selfRegistering
        guard let user = context.user ?? created else {
            self = .refused(sentences.noUser(id: context.userID))
            return
        }
        var adopted = user
        if adopted.botToken(context.defaults) == nil { adopted.botToken = context.messageToken }
        let missing = adopted.missing(context.defaults)
        self = missing.isEmpty ? .accepted(creating: created) : .refused(sentences.incomplete(missing))
    }
}
