/// One field line of a message: a name and its value without the white space around it.
///
/// Names are compared without regard to case (RFC 9110 §5.1). A value is opaque bytes; ``value`` shows invalid UTF-8 as
/// U+FFFD.
public struct HTTPField: Sendable, Equatable {
    /// The name as it was written.
    public let name: String
    /// The value as text.
    public let value: String

    /// Creates a field from its two texts.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
