/// A name and its value, decoded from a form, and where they stood.
public struct FormPair: Sendable, Equatable {
    /// The decoded name; may be empty.
    public let name: String
    /// The decoded value; empty too where the pair has no `=`.
    public let value: String
    /// The first byte of the name in the input.
    public let nameOffset: Int
    /// The first byte of the value in the input; the end of the name where there is no `=`.
    public let valueOffset: Int

    /// Creates a pair.
    public init(name: String, value: String, nameOffset: Int = 0, valueOffset: Int = 0) {
        self.name = name
        self.value = value
        self.nameOffset = nameOffset
        self.valueOffset = valueOffset
    }

    /// Name and value as an array of two strings.
    public var json: JSONValue { [.string(name), .string(value)] }
}
