internal import Wire

extension JSONValue {
    /// An integer, or `null`.
    static func integer(_ value: Int64?) -> JSONValue { value.map { .number(JSONNumber($0)) } ?? .null }

    /// A string, or `null`.
    static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    /// An array of strings.
    static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
