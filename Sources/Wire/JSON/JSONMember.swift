/// A name and its value inside a ``JSONObject``.
public struct JSONMember: Sendable, Equatable {
    /// The name, unescaped.
    public let name: String
    /// The value.
    public var value: JSONValue

    /// Creates a member.
    public init(name: String, value: JSONValue) {
        self.name = name
        self.value = value
    }

    /// Whether names and values are the same, byte for byte.
    public static func == (left: Self, right: Self) -> Bool {
        left.name.hasSameBytes(as: right.name) && left.value == right.value
    }
}

extension String {
    /// Whether both texts are the same bytes; `==` would also unite the composed and the decomposed é.
    ///
    /// Equal bytes are always `==`, which is the faster question.
    @inline(__always)
    package func hasSameBytes(as other: String) -> Bool { self == other && utf8.elementsEqual(other.utf8) }
}
