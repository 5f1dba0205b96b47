/// Why the program cannot start, in one sentence.
package struct StartError: Error, Sendable, Equatable {
    /// The sentence.
    package let message: String

    /// Creates an error.
    package init(_ message: String) { self.message = message }
}
