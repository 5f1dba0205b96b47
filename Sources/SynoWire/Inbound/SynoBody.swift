internal import Wire

/// The fields of a request's body in their order, before anybody asks which of them are known.
struct SynoBody {
    /// Every field, decoded.
    let fields: [SynoField]
    /// Whether the body was a form, so that offsets of values point into it.
    let isForm: Bool
    /// The token of a header, if one was sent.
    let headerToken: String?
    /// The length of the body in bytes: where something is missing.
    let end: Int
    /// The deviations to accept.
    let tolerance: SynoTolerance

    /// Decodes the body of `post`.
    ///
    /// SYN-001.
    init(_ post: SynoPost, tolerating tolerance: SynoTolerance) throws(SynoError) {
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
        fields = isForm ? try Self.form(post.body) : try Self.object(post.body)
    }
}

extension SynoBody {
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
