/// Reads one complete text by recursive descent, a function for each rule of the grammar (RFC 8259 §2 to §7).
struct JSONReader {
    /// The next byte to read.
    var position = 0
    private let maximumDepth: Int
    let surrogates: JSONParser.Surrogates
    private let repeatedNames: JSONParser.RepeatedNames
    /// Where a string with escapes is put together.
    var scratch: [UInt8] = []

    init(limits: JSONLimits, surrogates: JSONParser.Surrogates, repeatedNames: JSONParser.RepeatedNames) {
        maximumDepth = limits.maximumDepth
        self.surrogates = surrogates
        self.repeatedNames = repeatedNames
    }

    /// `JSON-text = ws value ws` (§2).
    mutating func document(_ input: Span<UInt8>) throws(JSONError) -> JSONValue {
        let value = try value(input, depth: 0)
        skipWhitespace(input)
        guard position == input.count else { throw JSONError(.trailingBytes, at: position) }
        return value
    }

    /// `value` (§3), with the white space before it.
    private mutating func value(_ input: Span<UInt8>, depth: Int) throws(JSONError) -> JSONValue {
        switch try significantByte(input) {
        case ASCII.quote: return .string(try string(input))
        case UInt8(ascii: "{"): return try object(input, depth: depth + 1)
        case UInt8(ascii: "["): return try array(input, depth: depth + 1)
        case UInt8(ascii: "0")...UInt8(ascii: "9"), ASCII.minus: return .number(JSONNumber(valid: try number(input)))
        case UInt8(ascii: "t"): return try literal("true", .bool(true), input)
        case UInt8(ascii: "f"): return try literal("false", .bool(false), input)
        case UInt8(ascii: "n"): return try literal("null", .null, input)
        default: throw JSONError(.expectedValue, at: position)
        }
    }

    /// `array = begin-array [ value *( value-separator value ) ] end-array` (§5).
    private mutating func array(_ input: Span<UInt8>, depth: Int) throws(JSONError) -> JSONValue {
        guard depth <= maximumDepth else { throw JSONError(.tooDeep, at: position) }
        position += 1
        if try significantByte(input) == UInt8(ascii: "]") {
            position += 1
            return .array([])
        }
        var elements: [JSONValue] = []
        while true {
            elements.append(try value(input, depth: depth))
            let byte = try significantByte(input)
            guard byte == ASCII.comma || byte == UInt8(ascii: "]") else {
                throw JSONError(.expectedCommaOrBracket, at: position)
            }
            position += 1
            if byte != ASCII.comma { return .array(elements) }
        }
    }

    /// `object = begin-object [ member *( value-separator member ) ] end-object` (§4).
    private mutating func object(_ input: Span<UInt8>, depth: Int) throws(JSONError) -> JSONValue {
        guard depth <= maximumDepth else { throw JSONError(.tooDeep, at: position) }
        position += 1
        if try significantByte(input) == UInt8(ascii: "}") {
            position += 1
            return .object(JSONObject())
        }
        var members: [JSONMember] = []
        members.reserveCapacity(8)
        var names = JSONNames()
        while true {
            guard try significantByte(input) == ASCII.quote else { throw JSONError(.expectedName, at: position) }
            let start = position
            let name = try string(input)
            // §4: "The names within an object SHOULD be unique."
            let isNew = names.insert(name, after: members)
            guard isNew || repeatedNames == .last else { throw JSONError(.repeatedName, at: start) }
            guard try significantByte(input) == ASCII.colon else { throw JSONError(.expectedColon, at: position) }
            position += 1
            let member = JSONMember(name: name, value: try value(input, depth: depth))
            if isNew {
                members.append(member)
            } else if let first = members.firstIndex(where: { $0.name.hasSameBytes(as: name) }) {
                members[first] = member
            }
            let byte = try significantByte(input)
            guard byte == ASCII.comma || byte == UInt8(ascii: "}") else {
                throw JSONError(.expectedCommaOrBrace, at: position)
            }
            position += 1
            if byte != ASCII.comma { return .object(JSONObject(distinct: members)) }
        }
    }

    /// `true`, `false` and `null` (§3: "MUST be lowercase").
    private mutating func literal(
        _ word: StaticString,
        _ value: JSONValue,
        _ input: Span<UInt8>
    ) throws(JSONError) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard position < input.count else { throw JSONError(.unexpectedEnd, at: position) }
            guard unsafe input[position] == word.utf8Start[index] else { throw JSONError(.badLiteral, at: position) }
            position += 1
        }
        return value
    }

    /// The next byte other than white space, not consumed.
    @inline(__always)
    private mutating func significantByte(_ input: Span<UInt8>) throws(JSONError) -> UInt8 {
        skipWhitespace(input)
        guard position < input.count else { throw JSONError(.unexpectedEnd, at: position) }
        return input[position]
    }

    /// `ws = *( space / tab / line feed / carriage return )` (§2).
    @inline(__always)
    private mutating func skipWhitespace(_ input: Span<UInt8>) {
        while position < input.count {
            let byte = input[position]
            guard byte <= ASCII.space else { return }
            guard
                byte == ASCII.space || byte == ASCII.lineFeed || byte == ASCII.carriageReturn || byte == ASCII.tab
            else { return }
            position += 1
        }
    }
}
