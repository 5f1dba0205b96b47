import TestSupport
import Testing
import Wire

/// How values are written.
@Suite struct JSONWriterTests {
    private func text(_ value: JSONValue) -> String { String(decoding: value.encoded(), as: UTF8.self) }

    @Test(.proves("JSON-031")) func `no white space, members in their order`() {
        #expect(text(["b": [1, nil, true, false], "a": [:], "c": []]) == #"{"b":[1,null,true,false],"a":{},"c":[]}"#)
    }

    @Test(.proves("JSON-032")) func `only what must be escaped is, in its shortest form`() {
        let controls = String((0..<32).map { Character(Unicode.Scalar(UInt8($0))) })
        let expected =
            #""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#
            + #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f""#
        #expect(text(.string(controls)) == expected)
        #expect(text(.string("\"\\/'\u{7F}")) == "\"\\\"\\\\/'\u{7F}\"")
        #expect(text(["\n": 1]) == #"{"\n":1}"#)
    }

    @Test(.proves("JSON-033")) func `everything else is raw`() {
        #expect(text("é你😀\u{2028}\u{FFFF}") == "\"é你😀\u{2028}\u{FFFF}\"")
    }

    @Test(.proves("JSON-034", "JSON-035")) func `the canonical form sorts members by UTF-16 and keeps numbers`() throws
    {
        // The names of RFC 8785 §3.2.3, in their sorted order.
        let sorted = ["\r", "1", "\u{80}", "ö", "€", "😀", "\u{FB33}"]
        var object = JSONObject()
        for name in sorted.reversed() { object[name] = ["b": 1, "a": 2] }
        let members = try #require(try JSONParser.parse(JSONValue.object(object).canonical()).object).members
        #expect(members.map(\.name) == sorted)
        #expect(members.allSatisfy { $0.value == ["a": 2, "b": 1] })
        #expect(try JSONParser.parse(Array("[1.0,1E5]".utf8)).canonical() == Array("[1.0,1E5]".utf8))
    }
}
