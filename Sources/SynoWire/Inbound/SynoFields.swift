import Wire

/// The fields of a request by name, with the strict profile of Synology's integrations.
struct SynoFields {
    /// The names that the wire does not know, in the order received.
    ///
    /// SYN-005.
    private(set) var unknown: [String] = []
    private var fields: [FormPair] = []
    /// The length of the body in bytes: where something is missing.
    private let end: Int

    /// Decodes the body of `post` and sorts its fields.
    init(_ post: SynoPost, known: [String]) throws(SynoError) {
        try self.init(post.pairs(), of: post, known: known)
    }

    /// Sorts the fields of a decoded body into known and unknown ones; a known name may stand once.
    ///
    /// SYN-004.
    init(_ pairs: [FormPair], of post: SynoPost, known: [String]) throws(SynoError) {
        end = post.body.count
        for field in pairs {
            guard known.contains(field.name) else {
                unknown.append(field.name)
                continue
            }
            guard self[field.name] == nil else {
                throw SynoError(
                    .repeatedField,
                    at: field.nameOffset,
                    "SYN-004",
                    "The field \(field.name) appears twice."
                )
            }
            fields.append(field)
        }
    }

    private subscript(_ name: String) -> FormPair? { fields.first { $0.name == name } }

    /// A field's value, or `nil` when it is absent.
    func value(_ name: String) -> String? { self[name]?.value }

    /// A field that must be there and may be empty.
    func required(_ name: String, _ requirement: String) throws(SynoError) -> FormPair {
        guard let field = self[name] else {
            throw SynoError(.missingField, at: end, requirement, "The field \(name) is missing.")
        }
        return field
    }

    /// A field that must be there and have a value.
    ///
    /// SYN-008.
    func filled(_ name: String, _ requirement: String) throws(SynoError) -> FormPair {
        let field = try required(name, requirement)
        guard !field.value.isEmpty else {
            throw SynoError(.emptyField, at: field.valueOffset, requirement, "The field \(name) is empty.")
        }
        return field
    }

    /// A field that may be absent and has a value otherwise.
    ///
    /// SYN-008.
    func optional(_ name: String, _ requirement: String) throws(SynoError) -> FormPair? {
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
    func username() throws(SynoError) -> String { try required("username", "SYN-015").value }

    /// The integration's token.
    ///
    /// SYN-011.
    func token() throws(SynoError) -> Secret {
        let field = try filled("token", "SYN-011")
        return try Self.token(field.value, at: field.valueOffset, "SYN-011")
    }

    /// Checks a token.
    ///
    /// SYN-011.
    static func token(_ text: String, at offset: Int, _ requirement: String) throws(SynoError) -> Secret {
        guard let token = Secret(token: text) else {
            throw SynoError(
                .badToken,
                at: offset,
                requirement,
                "The token is not 1 to 256 visible ASCII characters without quotes and angle brackets."
            )
        }
        return token
    }
}

/// Decimal integers as Synology Chat writes ids, post numbers and timestamps.
enum DecimalNumber {
    /// The value of `text`, or `nil` unless it is digits alone, without leading zero, from `minimum` to 2⁶³-1.
    ///
    /// SYN-010.
    static func parse(_ text: String, from minimum: Int64) -> Int64? {
        let digits = text.utf8
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }), digits.count == 1 || digits.first != 0x30,
            let number = Int64(text), number >= minimum
        else { return nil }
        return number
    }
}
