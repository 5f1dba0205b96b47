import Testing
import Wire

/// The grammar of RFC 8259, fault by fault.
@Suite struct JSONParserTests {
    @Test func `a value of every kind is read`() throws {
        let value = try JSONParser.parse(
            Array(#" {"a": [null, true, false, -1.5e3, "é\n\ud83d\ude00"], "b": {}} "#.utf8)
        )
        let expected: JSONValue = [
            "a": [nil, true, false, .number(try #require(JSONNumber(text: "-1.5e3"))), "é\n😀"], "b": [:],
        ]
        #expect(value == expected)
    }
}
