/// How many arguments a command takes (CMD-020 to CMD-024).
public enum ArgumentRule: Sendable, Equatable {
    /// None at all.
    case none
    /// So many words; a wrapped text with spaces is one word.
    case words(ClosedRange<Int>)
    /// Everything behind the command's word, as it stands, or nothing.
    case text
}
