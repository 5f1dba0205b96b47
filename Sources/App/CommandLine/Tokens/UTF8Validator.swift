/// Finds the first byte that is not UTF-8 in bytes that come in pieces (Unicode 16.0, table 3-7).
struct UTF8Validator {
    private var offset = 0
    private var tail: [UInt8] = []

    /// Takes the next bytes; answers the offset in the whole of the first fault.
    mutating func receive(_ bytes: [UInt8]) -> Int? {
        let joined = tail.isEmpty ? bytes : tail + bytes
        let cut = joined.count - Self.unfinished(joined)
        let fault = Self.fault(joined[..<cut])
        guard fault == nil else { return fault.map { offset + $0 } }
        tail = Array(joined[cut...])
        offset += cut
        return nil
    }

    /// Says that nothing follows; answers the offset of a character that is not whole.
    func finish() -> Int? { tail.isEmpty ? nil : offset }

    /// How many bytes at the end begin a character that is not whole yet.
    private static func unfinished(_ bytes: [UInt8]) -> Int {
        for back in 1...3 where back <= bytes.count {
            let byte = bytes[bytes.count - back]
            guard byte & 0xC0 != 0x80 else { continue }
            let size = byte < 0xC2 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF5 ? 4 : 1
            return back < size ? back : 0
        }
        return 0
    }

    private static func fault(_ bytes: ArraySlice<UInt8>) -> Int? {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }
}
