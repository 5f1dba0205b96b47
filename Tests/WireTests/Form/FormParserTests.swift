import Testing
import Wire

/// The form decoder, by its rules.
@Suite struct FormParserTests {
    @Test func `pairs are decoded in order`() throws {
        let pairs = try FormParser.parse(Array("a=1+2&b=%E4%BD%A0&c".utf8))
        #expect(pairs.map(\.name) == ["a", "b", "c"])
        #expect(pairs.map(\.value) == ["1 2", "你", ""])
    }
}
