/// One post of a longer text.
public struct ReplyPart: Sendable, Equatable {
    /// The piece of the text, exactly: the contents of all parts, joined, are the text.
    public let content: String
    /// What is posted: the piece without empty lines around it, a code fence that it cuts reopened and closed.
    ///
    /// Empty where the piece is nothing but white space.
    public let text: String
}
