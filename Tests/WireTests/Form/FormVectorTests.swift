import TestSupport
import Testing
import Wire

/// Every case of `Specs/form`, in one piece, byte by byte and cut in two at every place.
@Suite struct FormVectorTests {
    static func decode(_ limit: Int?, _ rules: FormRules, _ pieces: [ArraySlice<UInt8>]) -> String {
        var rules = rules
        if let limit { rules.maximumBytes = limit }
        var parser = FormParser(rules: rules)
        do throws(FormError) {
            for piece in pieces { try parser.receive(piece) }
            return JSONValue.array(try parser.finish().map(\.json)).canonicalText
        } catch { return error.asResult }
    }

    @Test(
        .proves("FORM-001", "FORM-002", "FORM-003", "FORM-004", "FORM-007", "FORM-008", "FORM-009", "FORM-010"),
        .proves("FORM-011", "FORM-013", "FORM-024", "FORM-026"),
        arguments: try CodecVector.all(in: "form/valid")
    )
    func `a valid form has its pairs, however it is cut`(vector: CodecVector) {
        #expect(resultsOfCuts(of: vector.input) { Self.decode(vector.limit, .synology, $0) } == [vector.result])
    }

    @Test(
        .proves("FORM-013", "FORM-014", "FORM-020", "FORM-021", "FORM-022", "FORM-023", "FORM-024", "FORM-025"),
        .proves("FORM-027"),
        arguments: try CodecVector.all(in: "form/invalid")
    )
    func `an invalid form has its fault, however it is cut`(vector: CodecVector) {
        #expect(resultsOfCuts(of: vector.input) { Self.decode(vector.limit, .synology, $0) } == [vector.result])
    }
}
