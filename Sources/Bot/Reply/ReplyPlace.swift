/// A place between two characters of a text, as far as cutting there matters.
struct ReplyPlace: Equatable {
    /// The code block that it is in.
    var fence = CodeFence()
    /// Whether a line begins there.
    var isLineStart = true
}
