import TestSupport
import Testing
import Wire

/// What the cases cannot show: offsets, rules and how errors speak.
@Suite struct FormParserTests {
    @Test(.proves("FORM-014")) func `pairs know where they stood`() throws {
        let pairs = try FormParser.parse(Array("&a=1+2&b%20=%E4%BD%A0&&c".utf8))
        let expected = [
            FormPair(name: "a", value: "1 2", nameOffset: 1, valueOffset: 3),
            FormPair(name: "b ", value: "你", nameOffset: 7, valueOffset: 12),
            FormPair(name: "c", value: "", nameOffset: 23, valueOffset: 24),
        ]
        #expect(pairs == expected)
    }

    @Test(.proves("FORM-025")) func `a form above the limit is refused as its bytes arrive`() throws {
        let rules = FormRules(maximumBytes: 3)
        #expect(throws: FormError(.tooLarge, at: 3)) { try FormParser.parse(Array("a=12".utf8), rules: rules) }
        var parser = FormParser(rules: rules)
        try parser.receive(Array("a=1".utf8))
        #expect(throws: FormError(.tooLarge, at: 3)) { try parser.receive([0x32]) }
    }

    @Test(.proves("FORM-023", "FORM-007")) func `names may repeat unless they are unique`() throws {
        let form = Array("text=1&text=2".utf8)
        #expect(try FormParser.parse(form).map(\.value) == ["1", "2"])
        #expect(throws: FormError(.repeatedField, at: 7)) { try FormParser.parse(form, rules: .synology) }
    }

    @Test(.proves("FORM-024")) func `the number of pairs is limited where the rules say so`() throws {
        let form = Array("a&b&c".utf8)
        #expect(throws: FormError(.tooManyFields, at: 4)) {
            try FormParser.parse(form, rules: FormRules(maximumPairs: 2))
        }
        #expect(try FormParser.parse(form, rules: FormRules(maximumPairs: nil)).count == 3)
    }

    @Test(.proves("FORM-014")) func `every fault has a name, a requirement of this wire and a sentence`() {
        let errors = FormFault.allCases.map { FormError($0, at: 7) }
        #expect(Set(errors.map(\.codeName)).count == errors.count)
        #expect(Set(errors.map(\.requirement)).count == errors.count)
        for error in errors {
            #expect(error.requirement.hasPrefix("FORM-"))
            #expect(error.message.hasSuffix("."))
        }
    }
}
