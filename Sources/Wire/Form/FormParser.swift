/// Decodes `application/x-www-form-urlencoded`: bytes in any pieces in, pairs in their order or one typed error out.
///
/// With ``FormRules/whatwg`` it is the parser of the URL Standard; with ``FormRules/strict`` it refuses what that parser
/// repairs.
/// [URL Standard § application/x-www-form-urlencoded parsing](https://url.spec.whatwg.org/#urlencoded-parsing)
public struct FormParser: Sendable {
    private let rules: FormRules
    private var buffer: [UInt8] = []

    /// Creates a parser.
    public init(rules: FormRules = .strict) { self.rules = rules }

    /// Takes the next bytes of the form.
    ///
    /// - Throws: ``FormError`` with ``FormFault/tooLarge`` once the form exceeds the limit.
    public mutating func receive(_ bytes: some Sequence<UInt8>) throws(FormError) {
        buffer.append(contentsOf: bytes)
        guard buffer.count <= rules.maximumBytes else { throw FormError(.tooLarge, at: rules.maximumBytes) }
    }

    /// Decodes the form, now complete, and makes the parser ready for another.
    ///
    /// - Throws: ``FormError`` at the first fault.
    /// - Complexity: O(n).
    public mutating func finish() throws(FormError) -> [FormPair] {
        let form = buffer
        buffer = []
        return try Self.parse(form, rules: rules)
    }

    /// Decodes a whole form.
    ///
    /// - Throws: ``FormError`` at the first fault.
    /// - Complexity: O(n).
    public static func parse(_ bytes: [UInt8], rules: FormRules = .strict) throws(FormError) -> [FormPair] {
        guard bytes.count <= rules.maximumBytes else { throw FormError(.tooLarge, at: rules.maximumBytes) }
        var pairs: [FormPair] = []
        var start = 0
        // "Let sequences be the result of splitting input on 0x26 (&)."
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: ASCII.ampersand) ?? bytes.count
            // "If bytes is the empty byte sequence, then continue."
            if start < end {
                if let maximum = rules.maximumPairs, pairs.count == maximum {
                    throw FormError(.tooManyFields, at: start)
                }
                let pair = try pair(bytes, start..<end, rules)
                if rules.uniqueNames.contains(pair.name), pairs.contains(where: { $0.name == pair.name }) {
                    throw FormError(.repeatedField, at: start)
                }
                pairs.append(pair)
            }
            start = end + 1
        }
        return pairs
    }

    /// Splits a pair at its first `=`; without one the value is empty.
    private static func pair(
        _ bytes: [UInt8],
        _ range: Range<Int>,
        _ rules: FormRules
    ) throws(FormError) -> FormPair {
        let equals = bytes[range].firstIndex(of: ASCII.equals)
        let name = range.lowerBound..<(equals ?? range.upperBound)
        let value = (equals.map { $0 + 1 } ?? range.upperBound)..<range.upperBound
        return FormPair(
            name: try FormComponent(bytes[name]).text(rules),
            value: try FormComponent(bytes[value]).text(rules),
            nameOffset: name.lowerBound,
            valueOffset: value.lowerBound
        )
    }
}

/// A name and its value, decoded from a form, and where they stood.
public struct FormPair: Sendable, Equatable {
    /// The decoded name; may be empty.
    public let name: String
    /// The decoded value; empty too where the pair has no `=`.
    public let value: String
    /// The first byte of the name in the input.
    public let nameOffset: Int
    /// The first byte of the value in the input; the end of the name where there is no `=`.
    public let valueOffset: Int

    /// Creates a pair.
    public init(name: String, value: String, nameOffset: Int = 0, valueOffset: Int = 0) {
        self.name = name
        self.value = value
        self.nameOffset = nameOffset
        self.valueOffset = valueOffset
    }

    /// Name and value as an array of two strings.
    public var json: JSONValue { [.string(name), .string(value)] }
}
