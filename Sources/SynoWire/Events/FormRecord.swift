import Wire

/// The fields of an event in the order of the captures: one list for the form body and for the canonical JSON.
struct FormRecord: ExpressibleByDictionaryLiteral {
    /// A field's value; an absent one is left out of a form and is `null` in JSON.
    enum Value {
        case text(String?)
        case number(Int64?)
    }

    private let fields: [(name: String, value: Value)]

    init(dictionaryLiteral elements: (String, Value)...) { fields = elements.map { (name: $0.0, value: $0.1) } }

    /// The form body.
    func encoded() -> [UInt8] {
        var form = FormEncoder()
        for (name, value) in fields {
            switch value {
            case .text(let text): text.map { form.append(name, $0) }
            case .number(let number): number.map { form.append(name, String($0)) }
            }
        }
        return form.bytes
    }

    /// What `inspect` prints.
    func json(unknown: [String]) -> JSONValue {
        var members = JSONObject()
        for (name, value) in fields {
            switch value {
            case .text(let text): members.append(name, .optional(text))
            case .number(let number): members.append(name, .integer(number))
            }
        }
        members.append("unknown", .strings(unknown))
        return .object(members)
    }
}

extension JSONValue {
    /// An integer, or `null`.
    static func integer(_ value: Int64?) -> JSONValue { value.map { .number(JSONNumber($0)) } ?? .null }

    /// A string, or `null`.
    static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    /// An array of strings.
    static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
