internal import Wire

/// The fields of a request by name, with the strict profile of Synology's integrations.
struct SynoFields {
    /// The names that the wire does not know, in the order received.
    ///
    /// SYN-005.
    private(set) var unknown: [String] = []
    /// The deviations that were needed so far.
    private(set) var deviations: SynoTolerance = []
    /// Whether the body was a form, so that offsets of values point into it.
    let isForm: Bool
    private let tolerance: SynoTolerance
    private let headerToken: String?
    private let end: Int
    private var fields: [SynoField] = []

    /// Decodes the body of `post` and sorts its fields into known and unknown ones.
    init(_ post: SynoPost, known: [String], tolerating tolerance: SynoTolerance) throws(SynoError) {
        self.tolerance = tolerance
        headerToken = post.headerToken
        end = post.body.count
        switch post.mediaType {
        case nil, "application/x-www-form-urlencoded": isForm = true
        case "application/json" where tolerance.contains(.jsonBody): isForm = false
        default:
            throw SynoError(
                .unsupportedType,
                at: 0,
                "SYN-001",
                "The content type is not application/x-www-form-urlencoded."
            )
        }
        if !isForm { deviations.insert(.jsonBody) }
        let all = isForm ? try Self.form(post.body) : try Self.object(post.body)
        for field in all { try sort(field, known: known) }
    }

    /// Puts a field where it belongs; a known name may stand once.
    ///
    /// SYN-004.
    private mutating func sort(_ field: SynoField, known: [String]) throws(SynoError) {
        let isAlias = Self.aliases[field.name].map { known.contains($0) } ?? false
        let name = isAlias && tolerance.contains(.aliasNames) ? Self.aliases[field.name] ?? field.name : field.name
        guard known.contains(name) else {
            unknown.append(field.name)
            return
        }
        if name != field.name { deviations.insert(.aliasNames) }
        guard self[name] == nil else {
            throw SynoError(.repeatedField, at: field.nameOffset, "SYN-004", "The field \(name) stands twice.")
        }
        fields.append(
            SynoField(name: name, value: field.value, nameOffset: field.nameOffset, valueOffset: field.valueOffset)
        )
    }

    /// The names that other programs read for those of the wire.
    ///
    /// SYN-062.
    private static let aliases = [
        "userId": "user_id", "user": "user_id", "message": "text", "content": "text", "user_name": "username",
        "name": "username", "triggerWord": "trigger_word",
    ]

    private subscript(_ name: String) -> SynoField? { fields.first { $0.name == name } }

    /// A field's value, or `nil` when it is absent.
    func value(_ name: String) -> String? { self[name]?.value }

    /// A field that must be there and may be empty.
    func required(_ name: String, _ requirement: String) throws(SynoError) -> SynoField {
        guard let field = self[name] else {
            throw SynoError(.missingField, at: end, requirement, "The field \(name) is missing.")
        }
        return field
    }

    /// A field that must be there and have a value.
    ///
    /// SYN-008.
    func filled(_ name: String, _ requirement: String) throws(SynoError) -> SynoField {
        let field = try required(name, requirement)
        guard !field.value.isEmpty else {
            throw SynoError(.emptyField, at: field.valueOffset, requirement, "The field \(name) is empty.")
        }
        return field
    }

    /// A field that may be absent and has a value otherwise.
    ///
    /// SYN-008.
    func optional(_ name: String, _ requirement: String) throws(SynoError) -> SynoField? {
        self[name] == nil ? nil : try filled(name, requirement)
    }

    /// An integer that must be there.
    ///
    /// SYN-010.
    func number(_ name: String, from minimum: Int64, _ requirement: String) throws(SynoError) -> Int64 {
        let field = try filled(name, requirement)
        guard let number = DecimalNumber.parse(field.value, from: minimum) else {
            throw SynoError(
                .badNumber,
                at: field.valueOffset,
                requirement,
                "The field \(name) is no decimal integer from \(minimum) to 9223372036854775807."
            )
        }
        return number
    }

    /// An integer that may be absent.
    func optionalNumber(_ name: String, from minimum: Int64, _ requirement: String) throws(SynoError) -> Int64? {
        self[name] == nil ? nil : try number(name, from: minimum, requirement)
    }

    /// The sender.
    ///
    /// SYN-014.
    func userID() throws(SynoError) -> Int64 { try number("user_id", from: 1, "SYN-014") }

    /// The sender's name: it must be sent and may be empty, for it is shown and never trusted.
    ///
    /// SYN-015.
    mutating func username() throws(SynoError) -> String {
        if self["username"] == nil, tolerance.contains(.missingUsername) {
            deviations.insert(.missingUsername)
            return ""
        }
        return try required("username", "SYN-015").value
    }

    /// The token of the body, or of a header where that is tolerated.
    ///
    /// SYN-011.
    mutating func token() throws(SynoError) -> SynoToken {
        if self["token"] == nil, let headerToken, tolerance.contains(.headerToken) {
            deviations.insert(.headerToken)
            return try token(headerToken, at: 0)
        }
        let field = try filled("token", "SYN-011")
        return try token(field.value, at: field.valueOffset)
    }

    private mutating func token(_ text: String, at offset: Int) throws(SynoError) -> SynoToken {
        let (token, deviations) = try Self.token(text, at: offset, "SYN-011", tolerating: tolerance)
        self.deviations.formUnion(deviations)
        return token
    }

    /// Checks a token, unwrapped first where wrappings are tolerated.
    ///
    /// SYN-011, SYN-064.
    static func token(
        _ text: String,
        at offset: Int,
        _ requirement: String,
        tolerating tolerance: SynoTolerance
    ) throws(SynoError) -> (value: SynoToken, deviations: SynoTolerance) {
        if tolerance.contains(.quotedToken), let token = SynoToken(pasted: text), token.text != text {
            return (token, .quotedToken)
        }
        guard let token = SynoToken(text) else {
            throw SynoError(
                .badToken,
                at: offset,
                requirement,
                "The token is not 1 to 256 visible ASCII characters without quotes and angle brackets."
            )
        }
        return (token, [])
    }
}

extension SynoFields {
    /// The fields of a form.
    ///
    /// SYN-002, SYN-006.
    fileprivate static func form(_ body: [UInt8]) throws(SynoError) -> [SynoField] {
        do {
            return try FormParser.parse(body).map { pair in
                SynoField(
                    name: pair.name,
                    value: pair.value,
                    nameOffset: pair.nameOffset,
                    valueOffset: pair.valueOffset
                )
            }
        } catch { throw SynoError(form: error) }
    }

    /// The members of a JSON object: strings, integers as their digits, objects as their JSON; `null` is absent.
    ///
    /// SYN-061.
    fileprivate static func object(_ body: [UInt8]) throws(SynoError) -> [SynoField] {
        let value: JSONValue
        do { value = try JSONParser.parse(body) } catch { throw SynoError(json: error, at: error.offset) }
        guard case .object(let object) = value else {
            throw SynoError(.badMember, at: 0, "SYN-061", "The body is not a JSON object.")
        }
        var fields: [SynoField] = []
        for member in object.members {
            let text: String
            switch member.value {
            case .null: continue
            case .string(let string): text = string
            case .number(let number): text = number.text
            case .object: text = String(decoding: member.value.encoded(), as: UTF8.self)
            default:
                throw SynoError(
                    .badMember,
                    at: 0,
                    "SYN-061",
                    "A member is neither a string nor a number nor an object."
                )
            }
            fields.append(SynoField(name: member.name, value: text, nameOffset: 0, valueOffset: 0))
        }
        return fields
    }
}
