internal import Wire

/// The fields of a request by name, with the strict profile of Synology's integrations.
struct SynoFields {
    /// The names that the wire does not know, in the order received.
    ///
    /// SYN-005.
    private(set) var unknown: [String] = []
    /// The deviations that were needed so far.
    private(set) var deviations: SynoTolerance = []
    private let body: SynoBody
    private var fields: [SynoField] = []

    /// Whether the body was a form, so that offsets of values point into it.
    var isForm: Bool { body.isForm }

    /// Decodes the body of `post` and sorts its fields into known and unknown ones.
    init(_ post: SynoPost, known: [String], tolerating tolerance: SynoTolerance) throws(SynoError) {
        try self.init(SynoBody(post, tolerating: tolerance), known: known)
    }

    /// Sorts the fields of a decoded body into known and unknown ones.
    init(_ body: SynoBody, known: [String]) throws(SynoError) {
        self.body = body
        if !body.isForm { deviations.insert(.jsonBody) }
        for field in body.fields { try sort(field, known: known) }
    }

    /// Puts a field where it belongs; a known name may stand once.
    ///
    /// SYN-004.
    private mutating func sort(_ field: SynoField, known: [String]) throws(SynoError) {
        var field = field
        if !known.contains(field.name) {
            guard body.tolerance.contains(.aliasNames), let name = Self.aliases[field.name], known.contains(name) else {
                unknown.append(field.name)
                return
            }
            deviations.insert(.aliasNames)
            field.name = name
        }
        guard self[field.name] == nil else {
            throw SynoError(.repeatedField, at: field.nameOffset, "SYN-004", "The field \(field.name) appears twice.")
        }
        fields.append(field)
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
            throw SynoError(.missingField, at: body.end, requirement, "The field \(name) is missing.")
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
                "The field \(name) is not a decimal integer from \(minimum) to 9223372036854775807."
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
        if self["username"] == nil, body.tolerance.contains(.missingUsername) {
            deviations.insert(.missingUsername)
            return ""
        }
        return try required("username", "SYN-015").value
    }

    /// The token of the body, or of a header where that is tolerated.
    ///
    /// SYN-011.
    mutating func token() throws(SynoError) -> SynoToken {
        if self["token"] == nil, let headerToken = body.headerToken, body.tolerance.contains(.headerToken) {
            deviations.insert(.headerToken)
            return try token(headerToken, at: 0)
        }
        let field = try filled("token", "SYN-011")
        return try token(field.value, at: field.valueOffset)
    }

    private mutating func token(_ text: String, at offset: Int) throws(SynoError) -> SynoToken {
        let (token, deviations) = try Self.token(text, at: offset, "SYN-011", tolerating: body.tolerance)
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
