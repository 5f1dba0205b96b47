import TestSupport
import Testing
import Wire

/// How forms are written.
@Suite struct FormEncoderTests {
    @Test(.proves("FORM-030", "FORM-031")) func `a space is %20 and a plus sign is coded`() {
        let form = FormEncoder.encode([("a b", "1+1=2"), ("", ""), ("é", "&")])
        #expect(String(decoding: form, as: UTF8.self) == "a%20b=1%2B1%3D2&=&%C3%A9=%26")
    }

    @Test func `bytes are written as they are`() {
        var encoder = FormEncoder()
        encoder.append("payload", [0x7B, 0xFF, 0x7D])
        #expect(String(decoding: encoder.bytes, as: UTF8.self) == "payload=%7B%FF%7D")
    }

    @Test(.proves("FORM-032")) func `random pairs survive writing and reading`() throws {
        var random = SeededGenerator(seed: 3986)
        let alphabet: [Character] = ["a", "&", "=", "+", "%", " ", "\n", "\u{1}", "é", "你", "😀", "\u{301}", ";"]
        func text() -> String {
            String(
                (0..<Int.random(in: 0..<12, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) }
            )
        }
        for _ in 0..<2000 {
            let pairs = (0..<Int.random(in: 0..<6, using: &random)).map { _ in (name: text(), value: text()) }
            for rules in [FormRules.whatwg, .strict] {
                let read = try FormParser.parse(FormEncoder.encode(pairs), rules: rules)
                #expect(read.map { Array($0.name.utf8) } == pairs.map { Array($0.name.utf8) })
                #expect(read.map { Array($0.value.utf8) } == pairs.map { Array($0.value.utf8) })
            }
        }
    }
}
