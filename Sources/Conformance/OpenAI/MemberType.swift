import Wire

/// What a member of an answer must be.
enum MemberType: Sendable {
    case string, stringOrNull, count, array, object
    case literal(String)

    /// Whether the value is that.
    func holds(_ value: JSONValue) -> Bool {
        switch self {
        case .string: value.string != nil
        case .stringOrNull: value.isNull || value.string != nil
        // What every reader of JSON holds exactly.
        case .count: value.int64.map { (0..<(1 << 53)).contains($0) } ?? false
        case .array: value.array != nil
        case .object: value.object != nil
        case .literal(let text): value.string == text
        }
    }

    /// The words for it.
    var name: String {
        switch self {
        case .string: "a string"
        case .stringOrNull: "a string or null"
        case .count: "a whole number from 0 on"
        case .array: "an array"
        case .object: "an object"
        case .literal(let text): "\"\(text)\""
        }
    }
}
