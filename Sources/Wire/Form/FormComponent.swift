/// A name or a value, percent-decoded, with the first thing that was wrong in it.
struct FormComponent {
    private var bytes: ArraySlice<UInt8> = []
    private var fault: FormError?
    private let source: ArraySlice<UInt8>

    /// "Replace any 0x2B (+) in name and value with 0x20 (SP)", then percent-decode.
    init(_ source: ArraySlice<UInt8>) {
        self.source = source
        // Nothing to decode and nothing wrong: the usual case of a name or a number.
        guard source.contains(where: { $0 == ASCII.percent || $0 == ASCII.plus || $0 == 0 }) else {
            bytes = source
            return
        }
        bytes.reserveCapacity(source.count)
        var index = source.startIndex
        while index < source.endIndex {
            let start = index
            let byte = Self.next(source, &index)
            if byte == nil { note(.badPercent, start) }
            if byte == 0 { note(.nul, start) }
            bytes.append(byte ?? ASCII.percent)
        }
    }

    /// The text; strict rules throw the fault that comes first in the input, the others repair it.
    func text(_ rules: FormRules) throws(FormError) -> String {
        guard rules.isStrict else { return String(decoding: bytes, as: UTF8.self) }
        let text: String
        do { text = String(copying: try UTF8Span(validating: bytes.span)) } catch {
            let illFormed = FormError(.invalidUTF8, at: offset(ofDecoded: error.byteOffsets.lowerBound))
            throw fault.map { $0.offset < illFormed.offset ? $0 : illFormed } ?? illFormed
        }
        if let fault { throw fault }
        return text
    }

    /// The next decoded byte, or `nil` for a `%` without two hexadecimal digits, which is kept as it is.
    private static func next(_ source: ArraySlice<UInt8>, _ index: inout Int) -> UInt8? {
        let byte = source[index]
        index += 1
        if byte == ASCII.plus { return ASCII.space }
        guard byte == ASCII.percent else { return byte }
        guard index + 1 < source.endIndex, let high = ASCII.hexValue(source[index]),
            let low = ASCII.hexValue(source[index + 1])
        else { return nil }
        index += 2
        return high << 4 | low
    }

    private mutating func note(_ code: FormFault, _ offset: Int) {
        if fault == nil { fault = FormError(code, at: offset) }
    }

    /// Where in the input the decoded byte at `place` came from.
    private func offset(ofDecoded place: Int) -> Int {
        var index = source.startIndex
        for _ in 0..<place { _ = Self.next(source, &index) }
        return index
    }
}
