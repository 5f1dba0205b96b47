/// A JSON value (RFC 8259 §3).
public enum JSONValue: Sendable {
    /// `null`
    case null
    /// `true` or `false`
    case bool(Bool)
    /// A number, as it was written.
    case number(JSONNumber)
    /// A string, unescaped.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object.
    case object(JSONObject)
}

extension JSONValue: Equatable {
    /// Whether both are written alike: strings byte for byte, numbers digit for digit, members in the same order.
    ///
    /// Compare ``canonical()`` where the order of members does not matter.
    public static func == (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }
}

extension JSONValue {
    /// Whether it is `null`.
    public var isNull: Bool { if case .null = self { true } else { false } }

    /// The value of a `true` or `false`, else `nil`.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The number, else `nil`.
    public var number: JSONNumber? { if case .number(let value) = self { value } else { nil } }

    /// The value of a whole number that 64 bits hold, else `nil`.
    public var int64: Int64? { number?.int64 }

    /// The text of a string, else `nil`.
    public var string: String? { if case .string(let value) = self { value } else { nil } }

    /// The elements of an array, else `nil`.
    public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }

    /// The object, else `nil`.
    public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }

    /// The value of a member, or `nil` where this is not an object or lacks the name.
    public subscript(_ name: String) -> JSONValue? { object?[name] }

    /// An element, or `nil` where this is not an array or is shorter.
    public subscript(_ index: Int) -> JSONValue? {
        guard let array, array.indices.contains(index) else { return nil }
        return array[index]
    }
}
