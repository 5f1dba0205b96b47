import Wire

/// The JSON inside a `payload` field: typed look-ups whose errors point into the body that was received.
struct SynoPayload {
    /// The whole object.
    let root: JSONObject
    /// The names of members that the wire does not know, in the order met.
    private(set) var unknown: [String] = []
    private let offset: Int

    /// Parses a field's value.
    ///
    /// SYN-051.
    init(_ field: FormPair, in body: [UInt8]) throws(SynoError) {
        offset = field.valueOffset
        let value: JSONValue
        do {
            value = try JSONParser.parse(Array(field.value.utf8))
        } catch {
            throw SynoError(json: error, at: Self.place(ofDecoded: error.offset, of: field, in: body))
        }
        guard case .object(let object) = value else {
            throw SynoError(.badMember, at: offset, "SYN-051", "The field payload is not a JSON object.")
        }
        root = object
    }

    /// The index in `body` of the byte that the form decodes to byte `index` of the field's value.
    ///
    /// - Complexity: O(n).
    private static func place(ofDecoded index: Int, of field: FormPair, in body: [UInt8]) -> Int {
        var place = field.valueOffset
        for _ in 0..<index where place < body.count { place += body[place] == UInt8(ascii: "%") ? 3 : 1 }
        return min(place, body.count)
    }

    /// A member that must be an object.
    func object(_ name: String, _ requirement: String) throws(SynoError) -> JSONObject {
        guard case .object(let object) = try member(name, of: root, requirement) else {
            throw bad(name, requirement, "an object")
        }
        return object
    }

    /// A member that must be a string.
    func string(_ name: String, of object: JSONObject, _ requirement: String) throws(SynoError) -> String {
        guard case .string(let text) = try member(name, of: object, requirement) else {
            throw bad(name, requirement, "a string")
        }
        return text
    }

    /// A member that may be absent and must be a string otherwise.
    func optionalString(_ name: String, of object: JSONObject, _ requirement: String) throws(SynoError) -> String? {
        object[name] == nil ? nil : try string(name, of: object, requirement)
    }

    /// A member that must be an integer, as a number or as a decimal string: the sources differ (E12, SYN-055).
    func number(
        _ name: String,
        of object: JSONObject,
        from minimum: Int64,
        _ requirement: String
    ) throws(SynoError) -> Int64 {
        let text: String
        switch try member(name, of: object, requirement) {
        case .string(let digits): text = digits
        case .number(let number): text = number.text
        default: throw bad(name, requirement, "an integer or a string of digits")
        }
        guard let number = DecimalNumber.parse(text, from: minimum) else {
            throw SynoError(
                .badNumber,
                at: offset,
                requirement,
                "The member \(name) is not a decimal integer of at least \(minimum)."
            )
        }
        return number
    }

    /// The token inside the payload.
    func token() throws(SynoError) -> Secret {
        try SynoFields.token(try string("token", of: root, "SYN-056"), at: offset, "SYN-056")
    }

    /// The one action of a callback.
    ///
    /// SYN-057.
    mutating func action() throws(SynoError) -> ChatbotButton {
        guard case .array(let actions) = try member("actions", of: root, "SYN-057"), actions.count == 1,
            case .object(let action) = actions[0]
        else { throw bad("actions", "SYN-057", "an array of one object") }
        let button = try button(action, "SYN-057")
        countUnknown(of: action, except: ["type", "name", "value", "text", "style"])
        return button
    }

    /// A button's members.
    ///
    /// SYN-058, SYN-101.
    mutating func button(_ action: JSONObject, _ requirement: String) throws(SynoError) -> ChatbotButton {
        guard try string("type", of: action, requirement) == "button" else {
            throw bad("type", requirement, "the string \"button\"")
        }
        var button = ChatbotButton(
            name: try string("name", of: action, requirement),
            value: try string("value", of: action, requirement),
            text: try optionalString("text", of: action, requirement) ?? ""
        )
        guard let style = try optionalString("style", of: action, requirement) else { return button }
        button.style = ButtonStyle(rawValue: style)
        if button.style == nil { unknown.append("style") }
        return button
    }

    /// Notes the members of `object` whose names are not in `known`.
    ///
    /// SYN-005.
    mutating func countUnknown(of object: JSONObject, except known: [String]) {
        unknown += object.members.map(\.name).filter { name in !known.contains { $0.utf8.elementsEqual(name.utf8) } }
    }

    /// A member that must be there.
    func member(_ name: String, of object: JSONObject, _ requirement: String) throws(SynoError) -> JSONValue {
        guard let value = object[name] else {
            throw SynoError(.missingField, at: offset, requirement, "The member \(name) of payload is missing.")
        }
        return value
    }

    /// The error for a member of another kind.
    func bad(_ name: String, _ requirement: String, _ kind: String) -> SynoError {
        SynoError(.badMember, at: offset, requirement, "The member \(name) of payload is not \(kind).")
    }
}
