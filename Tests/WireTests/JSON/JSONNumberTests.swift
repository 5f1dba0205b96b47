import TestSupport
import Testing
import Wire

/// Numbers as text, and what they convert to.
@Suite struct JSONNumberTests {
    @Test(
        .proves("JSON-012"),
        arguments: [
            ("0", 0), ("-0", 0), ("7", 7), ("-7", -7), ("1.0", 1), ("-1.00", -1), ("1e3", 1000), ("1E+3", 1000),
            ("10e-1", 1), ("12.30e2", 1230), ("1.5e1", 15), ("0.0", 0), ("0e999", 0),
            ("-0.000e-99999999999999999999", 0),
            ("1000e-3", 1), ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min),
            ("9223372036854775807.0", Int64.max), ("9.223372036854775807e18", Int64.max),
            ("1700000000.0", 1_700_000_000),
        ]
    )
    func `a whole number converts, however it is written`(text: String, expected: Int64) throws {
        #expect(try #require(JSONNumber(text: text)).int64 == expected)
    }

    @Test(
        .proves("JSON-012"),
        arguments: [
            "1.5", "1e-1", "0.1", "9223372036854775808", "-9223372036854775809", "1e19", "1e400", "15e-1",
            "1e99999999999999999999", "1e-99999999999999999999", "1.5e-9223372036854775808", "12345678901234567890123",
        ]
    )
    func `no other number converts to an integer`(text: String) throws {
        #expect(try #require(JSONNumber(text: text)).int64 == nil)
    }

    @Test(.proves("JSON-013")) func `a double is the nearest one, and finite`() throws {
        #expect(JSONNumber(text: "0.1")?.double == 0.1)
        #expect(JSONNumber(text: "-1.5e3")?.double == -1500)
        #expect(JSONNumber(text: "9007199254740993")?.double == 9_007_199_254_740_992)
        #expect(try #require(JSONNumber(text: "1e400")).double == nil)
        #expect(try #require(JSONNumber(text: "-1e400")).double == nil)
    }

    @Test(
        .proves("JSON-010"),
        arguments: ["", "-", "01", "1.", ".5", "+1", "1e", "0x1", "1 ", " 1", "NaN", "1,", "true", "１"]
    )
    func `a text outside the grammar is no number`(text: String) {
        #expect(JSONNumber(text: text) == nil)
    }

    @Test(.proves("JSON-011")) func `the text is kept`() {
        #expect(JSONNumber(text: "1.500E+07")?.text == "1.500E+07")
        #expect(JSONNumber(UInt64.max).text == "18446744073709551615")
    }

    @Test func `a double is written with the fewest digits`() {
        #expect(JSONNumber(0.1)?.text == "0.1")
        #expect(JSONNumber(1e300)?.double == 1e300)
        #expect(JSONNumber(Double.infinity) == nil)
        #expect(JSONNumber(Double.nan) == nil)
    }
}
