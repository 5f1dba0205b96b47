import TestSupport
import Testing
import Wire

/// Every case of `Specs/json`, in one piece, byte by byte and cut in two at every place.
@Suite struct JSONVectorTests {
    static func decode(_ vector: CodecVector, _ pieces: [ArraySlice<UInt8>]) -> String {
        var parser = JSONParser(limits: JSONLimits(maximumBytes: vector.limit ?? 1 << 24))
        do throws(JSONError) {
            for piece in pieces { try parser.receive(piece) }
            return try parser.finish().canonicalText
        } catch { return error.asResult }
    }

    @Test(
        .proves("JSON-002", "JSON-003", "JSON-004", "JSON-005", "JSON-006", "JSON-007", "JSON-009", "JSON-010"),
        .proves("JSON-011", "JSON-014", "JSON-015", "JSON-016", "JSON-019", "JSON-024", "JSON-025", "JSON-026"),
        .proves("JSON-028", "JSON-034", "JSON-037"),
        arguments: try CodecVector.all(in: "json/valid")
    )
    func `a valid text has its value, however it is cut`(vector: CodecVector) {
        #expect(resultsOfCuts(of: vector.input) { Self.decode(vector, $0) } == [vector.result])
    }

    @Test(
        .proves("JSON-001", "JSON-002", "JSON-003", "JSON-004", "JSON-005", "JSON-006", "JSON-007", "JSON-008"),
        .proves("JSON-009", "JSON-010", "JSON-014", "JSON-015", "JSON-017", "JSON-019", "JSON-020", "JSON-021"),
        .proves("JSON-023", "JSON-026", "JSON-027", "JSON-028", "JSON-029", "JSON-038"),
        arguments: try CodecVector.all(in: "json/invalid")
    )
    func `an invalid text has its fault, however it is cut`(vector: CodecVector) {
        #expect(resultsOfCuts(of: vector.input) { Self.decode(vector, $0) } == [vector.result])
    }

    @Test(.proves("JSON-001"), arguments: try CodecVector.all(in: "json/valid").filter { $0.input.count < 500 })
    func `a text that breaks off ends too early, wherever it breaks off`(vector: CodecVector) {
        for count in vector.input.indices {
            do throws(JSONError) {
                // What is left may be a value of its own: `1` of `12`.
                _ = try JSONParser.parse(Array(vector.input[..<count]))
            } catch { #expect(error == JSONError(.unexpectedEnd, at: count)) }
        }
    }

    @Test(.proves("JSON-036"), arguments: try CodecVector.all(in: "json/valid"))
    func `what is written reads back as the same value`(vector: CodecVector) throws {
        let value = try JSONParser.parse(vector.input)
        #expect(try JSONParser.parse(value.encoded()) == value)
    }
}
