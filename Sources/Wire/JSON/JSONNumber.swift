/// A number, kept as it was written, since neither an integer nor a floating-point type holds every JSON number.
public struct JSONNumber: Sendable, Equatable {
    /// The number in the grammar of RFC 8259 §6.
    public let text: String

    /// Takes over a text known to obey the grammar.
    init(valid text: String) { self.text = text }

    /// Creates the number of an integer.
    public init(_ value: some FixedWidthInteger) { text = String(value) }

    /// Creates the number of a finite floating-point value, with the fewest digits that read back as the same value.
    ///
    /// - Returns: `nil` for an infinity or a NaN, which JSON does not have.
    public init?(_ value: Double) {
        guard value.isFinite else { return nil }
        self.init(text: value.description)
    }

    /// Creates a number from its text.
    ///
    /// - Returns: `nil` where the text does not obey RFC 8259 §6.
    public init?(text: String) {
        var reader = JSONReader(limits: JSONLimits(), surrogates: .reject, repeatedNames: .reject)
        let bytes = Array(text.utf8)
        guard let first = bytes.first, ASCII.isDigit(first) || first == ASCII.minus else { return nil }
        guard (try? reader.number(bytes.span)) != nil, reader.position == bytes.count else { return nil }
        self.text = text
    }

    /// The value, where it is a whole number that 64 bits hold: also of `1.0`, `1e3` and `-0`.
    ///
    /// - Complexity: O(n) in the digits.
    public var int64: Int64? {
        if let value = Int64(text) { return value }
        return wholeNumber()
    }

    /// The nearest value, where it is finite.
    public var double: Double? {
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// Shifts the decimal point by the exponent: `12.30e2` is the digits 1230 with exponent 0.
    private func wholeNumber() -> Int64? {
        var digits: [UInt8] = []
        var fraction = 0
        let isNegative = text.utf8.first == ASCII.minus
        let mantissa = text.utf8.prefix { $0 | 0x20 != 0x65 }
        for byte in mantissa.drop(while: { $0 != ASCII.point }) where ASCII.isDigit(byte) { fraction += 1 }
        for byte in mantissa where ASCII.isDigit(byte) { digits.append(byte) }
        guard let significant = digits.lastIndex(where: { $0 != 0x30 }) else { return 0 }
        let trailing = digits.count - 1 - significant
        // An exponent that Int cannot hold makes the number far too large, or no whole number.
        let tail = text.utf8.dropFirst(mantissa.count + 1)
        guard let exponent = tail.isEmpty ? 0 : Int(String(Substring(tail))) else { return nil }
        let (shift, overflow) = exponent.subtractingReportingOverflow(fraction - trailing)
        guard !overflow, shift >= 0, shift < 19 else { return nil }
        let sign = isNegative ? "-" : ""
        let whole = String(decoding: digits[...significant], as: UTF8.self)
        return Int64(sign + whole + String(repeating: "0", count: shift))
    }
}
