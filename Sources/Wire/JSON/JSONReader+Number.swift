extension JSONReader {
    /// `number = [ minus ] int [ frac ] [ exp ]` (RFC 8259 §6), as it is written.
    mutating func number(_ input: Span<UInt8>) throws(JSONError) -> String {
        let start = position
        if input[position] == ASCII.minus { position += 1 }
        // "Leading zeros are not allowed."
        if position < input.count, input[position] == UInt8(ascii: "0") {
            position += 1
            if position < input.count, ASCII.isDigit(input[position]) { throw JSONError(.badNumber, at: position) }
        } else {
            try digits(input)
        }
        if position < input.count, input[position] == ASCII.point {
            position += 1
            try digits(input)
        }
        if position < input.count, input[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < input.count, input[position] == ASCII.plus || input[position] == ASCII.minus {
                position += 1
            }
            try digits(input)
        }
        return text(input, start..<position) ?? ""
    }

    /// One digit or more: `1*DIGIT`.
    @inline(__always)
    private mutating func digits(_ input: Span<UInt8>) throws(JSONError) {
        guard position < input.count else { throw JSONError(.unexpectedEnd, at: position) }
        guard ASCII.isDigit(input[position]) else { throw JSONError(.badNumber, at: position) }
        repeat { position += 1 } while position < input.count && ASCII.isDigit(input[position])
    }
}
