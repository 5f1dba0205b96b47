public import Wire

/// Why bytes are not what Synology Chat sends.
public struct SynoError: WireError {
    /// The closed list of faults.
    public enum Code: Sendable, Equatable {
        /// A required field or member is absent.
        case missingField
        /// A known field appears twice.
        case repeatedField
        /// A field that must have a value has none.
        case emptyField
        /// An id, post number or timestamp is not a decimal integer in its range.
        case badNumber
        /// A token is not 1 to 256 visible ASCII characters, or carries quotes.
        case badToken
        /// A member has another JSON type or value than the wire gives it.
        case badMember
        /// The content type is not that of a form.
        case unsupportedType
        /// The body is longer than the decoder's limit.
        case tooLong
        /// The answer is not JSON: it comes from a proxy, a log-in page, or a stopped package.
        case notJSON
        /// The form itself is malformed.
        case form(FormError)
        /// The JSON inside is malformed.
        case json(JSONError)
    }

    /// What is wrong.
    public let code: Code

    /// Where: an index into the body as it was received.
    ///
    /// A missing field is reported at the body's end.
    public let offset: Int

    /// The requirement that is broken.
    public let requirement: String

    /// One sentence: what, where, what to do.
    ///
    /// Holds names and positions, never a value.
    public let message: String

    /// The code in kebab case, as vectors and `inspect` write it.
    public var codeName: String {
        switch code {
        case .missingField: "missing-field"
        case .repeatedField: "repeated-field"
        case .emptyField: "empty-field"
        case .badNumber: "bad-number"
        case .badToken: "bad-token"
        case .badMember: "bad-member"
        case .unsupportedType: "unsupported-type"
        case .tooLong: "too-long"
        case .notJSON: "not-json"
        case .form(let error): error.codeName
        case .json(let error): error.codeName
        }
    }

    init(_ code: Code, at offset: Int, _ requirement: String, _ message: String) {
        self.code = code
        self.offset = offset
        self.requirement = requirement
        self.message = message
    }

    init(form error: FormError) {
        self.init(.form(error), at: error.offset, error.requirement, error.message)
    }

    init(json error: JSONError, at offset: Int) {
        self.init(.json(error), at: offset, error.requirement, error.message)
    }
}
