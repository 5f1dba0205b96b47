/// Why the parser refused a text.
public typealias JSONError = CodecError<JSONFault>

/// What `Specs/json/SPEC.md` refuses.
public enum JSONFault: String, FaultCode {
    case unexpectedEnd = "unexpected-end"
    case trailingBytes = "trailing-bytes"
    case expectedValue = "expected-value"
    case badLiteral = "bad-literal"
    case expectedCommaOrBracket = "expected-comma-or-bracket"
    case expectedName = "expected-name"
    case expectedColon = "expected-colon"
    case expectedCommaOrBrace = "expected-comma-or-brace"
    case badNumber = "bad-number"
    case controlCharacter = "control-character"
    case badEscape = "bad-escape"
    case loneSurrogate = "lone-surrogate"
    case invalidUTF8 = "invalid-utf8"
    case byteOrderMark = "byte-order-mark"
    case repeatedName = "repeated-name"
    case tooDeep = "too-deep"
    case tooLarge = "too-large"
}

extension JSONFault {
    /// The requirement of `Specs/json/SPEC.md`.
    public var requirement: String { facts.requirement }

    /// One sentence that says what is wrong.
    public var message: String { facts.message }

    /// Requirement and sentence of each fault.
    private var facts: (requirement: String, message: String) {
        switch self {
        case .unexpectedEnd: ("JSON-001", "The text ends before the value is complete.")
        case .trailingBytes: ("JSON-002", "Only white space may follow the value.")
        case .expectedValue: ("JSON-003", "A value must stand here.")
        case .badLiteral: ("JSON-005", "A bare word must be true, false or null, in lower case.")
        case .expectedCommaOrBracket: ("JSON-006", "A comma or ] must follow an element of an array.")
        case .expectedName: ("JSON-007", "A member must begin with its name in quotation marks.")
        case .expectedColon: ("JSON-008", "A colon must follow the name of a member.")
        case .expectedCommaOrBrace: ("JSON-009", "A comma or } must follow a member of an object.")
        case .badNumber:
            ("JSON-010", "A number is digits without leading zero, with an optional fraction and exponent.")
        case .controlCharacter: ("JSON-014", "A control character in a string must be escaped.")
        case .badEscape:
            ("JSON-015", "An escape is one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u with four hex digits.")
        case .loneSurrogate: ("JSON-017", "An escaped surrogate must be half of a pair.")
        case .invalidUTF8: ("JSON-019", "The text must be well-formed UTF-8.")
        case .byteOrderMark: ("JSON-021", "The text must not begin with a byte order mark.")
        case .repeatedName: ("JSON-023", "The name appears twice in one object.")
        case .tooDeep: ("JSON-026", "Arrays and objects are nested deeper than the limit.")
        case .tooLarge: ("JSON-027", "The text is larger than the limit.")
        }
    }
}
