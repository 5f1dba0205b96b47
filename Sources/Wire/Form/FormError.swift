/// Why a form was refused.
public typealias FormError = CodecError<FormFault>

/// What `Specs/form/SPEC.md` refuses.
public enum FormFault: String, FaultCode {
    case badPercent = "bad-percent"
    case invalidUTF8 = "invalid-utf8"
    case nul
    case repeatedField = "repeated-field"
    case tooManyFields = "too-many-fields"
    case tooLarge = "too-large"
}

extension FormFault {
    /// The requirement of `Specs/form/SPEC.md`.
    public var requirement: String { facts.requirement }

    /// One sentence that says what is wrong.
    public var message: String { facts.message }

    /// Requirement and sentence of each fault.
    private var facts: (requirement: String, message: String) {
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
