/// Why a form was refused.
public struct FormError: WireError {
    /// What was wrong.
    public let code: Code
    /// The byte at fault, from 0: the first of the triplet where it is percent-coded.
    public let offset: Int

    /// Creates an error at a byte.
    public init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }

    /// The name of the code, for example `bad-percent`.
    public var codeName: String { code.rawValue }

    /// The requirement of `Specs/form/SPEC.md` that the form breaks.
    public var requirement: String { code.facts.requirement }

    /// One sentence that says what is wrong.
    public var message: String { code.facts.message }
}

extension FormError {
    /// The closed list of faults.
    public enum Code: String, Sendable, CaseIterable {
        case badPercent = "bad-percent"
        case invalidUTF8 = "invalid-utf8"
        case nul
        case repeatedField = "repeated-field"
        case tooManyFields = "too-many-fields"
        case tooLarge = "too-large"
    }
}

extension FormError.Code {
    /// Requirement and sentence of each fault.
    fileprivate var facts: (requirement: String, message: String) {
        switch self {
        case .badPercent: ("FORM-020", "A % must be followed by two hexadecimal digits.")
        case .invalidUTF8: ("FORM-021", "A name or value must be well-formed UTF-8 once it is decoded.")
        case .nul: ("FORM-022", "A name or value must not hold the character NUL.")
        case .repeatedField: ("FORM-023", "This field may stand once.")
        case .tooManyFields: ("FORM-024", "The form has more fields than the limit.")
        case .tooLarge: ("FORM-025", "The form is larger than the limit.")
        }
    }
}
