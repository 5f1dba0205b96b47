/// Every sentence that a user can read, in their language (CMD-030 to CMD-039).
///
/// Rules: plain and short; says what happened and what to type next; shows no whole secret; uses no mark that Chat would
/// turn into formatting. Placeholders stand bare, since people type what they see, `<>` included.
public struct Sentences: Sendable, Equatable {
    /// The language.
    public let language: Language

    /// The sentences of a language.
    public init(_ language: Language) { self.language = language }

    /// The one of the two that is in the language.
    func pick(_ chinese: String, _ english: String) -> String { language == .zh ? chinese : english }

    /// `1 turn`, `2 turns`: for English; Chinese has no plural.
    func plural(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }

    /// A number of tokens, marked with `~` where it is an estimate.
    func tokens(_ number: Int, isEstimate: Bool) -> String { isEstimate ? "~\(number)" : "\(number)" }
}
