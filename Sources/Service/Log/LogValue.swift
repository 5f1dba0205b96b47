package import Wire

/// A value of a log line: plain where it can be read without quotes, otherwise quoted, and never a whole secret.
package struct LogValue: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral
{
    /// The value as written in the line.
    package let text: String

    /// A text from anywhere; what looks like a key or a token in it is cut out.
    package init(_ value: String) { text = Self.quoted(Redaction.scrub(value)) }

    /// A number.
    package init(_ value: some BinaryInteger) { text = String(value) }

    /// A number of seconds or the like.
    package init(_ value: Double) { text = "\((value * 1000).rounded() / 1000)" }

    /// A secret's mask.
    package init(_ value: Secret) { text = Self.quoted(value.mask) }

    /// A text of the program.
    package init(stringLiteral value: String) { text = Self.quoted(value) }

    /// A number of the program.
    package init(integerLiteral value: Int) { text = String(value) }

    /// A truth value.
    package init(booleanLiteral value: Bool) { text = String(value) }

    /// A truth value.
    package init(_ value: Bool) { text = String(value) }

    private static func quoted(_ value: String) -> String {
        let isPlain = value.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "-._:/@+,%~*()[]".utf8.contains(byte)
            }
        }
        guard value.isEmpty || !isPlain else { return value }
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            default:
                // One event is one line in every viewer: line separators and direction marks are written out too.
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator:
                    text += "\\u{\(String(scalar.value, radix: 16))}"
                default: text.unicodeScalars.append(scalar)
                }
            }
        }
        return text + "\""
    }
}
