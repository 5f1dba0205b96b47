public import Wire

/// What the strict decoders refuse in the chat completions of `Specs/openai/SPEC.md`; malformed JSON has its own codes.
public enum OpenAIFault: String, FaultCode {
    case notObject = "not-an-object"
    case missingMember = "missing-member"
    case unknownMember = "unknown-member"
    case badMember = "bad-member"
    case noMessages = "no-messages"
    case badRole = "bad-role"
    case notText = "not-text"
    case optionsWithoutStream = "options-without-stream"
    case noChoices = "no-choices"
    case repeatedChoice = "repeated-choice"
    case badFinishReason = "bad-finish-reason"
    case badUsage = "bad-usage"
    case errorInAnswer = "error-in-answer"
    case namedEvent = "named-event"
    case emptyEvent = "empty-event"
    case changedIdentity = "changed-identity"
    case afterFinish = "after-finish"
    case afterEnd = "after-end"
    case endMissing = "end-missing"

    /// The requirement of `Specs/openai/SPEC.md`.
    public var requirement: String { facts.requirement }

    /// One sentence that says what is wrong.
    public var message: String { facts.message }

    private var facts: (requirement: String, message: String) {
        switch self {
        case .notObject: ("OAI-060", "The text must be a JSON object: check the address and the proxies before it.")
        case .missingMember: ("OAI-061", "A required member is missing; the offset is the end of the JSON text.")
        case .unknownMember: ("OAI-006", "The member is none that this client sends.")
        case .badMember: ("OAI-062", "The member's type or value is not the one that the schema gives it.")
        case .noMessages: ("OAI-007", "A request must have at least one message.")
        case .badRole: ("OAI-002", "The role must be system, user or assistant.")
        case .notText: ("OAI-003", "The content of a message must be a string.")
        case .optionsWithoutStream: ("OAI-005", "stream_options must stand beside stream: true alone.")
        case .noChoices: ("OAI-063", "There must be a choice; in a stream only the chunk with the usage has none.")
        case .repeatedChoice: ("OAI-064", "Each choice must have an index of its own.")
        case .badFinishReason:
            (
                "OAI-065",
                "finish_reason must be stop, length, content_filter, tool_calls or function_call, in a chunk also null."
            )
        case .badUsage: ("OAI-066", "total_tokens must be the sum of prompt_tokens and completion_tokens.")
        case .errorInAnswer: ("OAI-067", "An answer of status 200 must hold no error object.")
        case .namedEvent: ("OAI-068", "An event of the stream must have no name.")
        case .emptyEvent: ("OAI-069", "An event of the stream must have data: a chunk or [DONE].")
        case .changedIdentity: ("OAI-070", "All chunks of a stream must have the same id and created.")
        case .afterFinish: ("OAI-071", "A choice must get nothing more after its finish_reason.")
        case .afterEnd: ("OAI-072", "No event may follow [DONE].")
        case .endMissing: ("OAI-073", "The stream must end each choice with a finish_reason, and itself with [DONE].")
        }
    }
}
