import TestSupport
import Testing

@testable import Tokenizer

@Suite("Unicode", .sweep)
struct UnicodeTests {
    @Test(.proves("TOK-003"))
    func `the classes of all 1,112,064 scalars are those of tiktoken's engine`() {
        let classes = UnicodeClasses()
        let names: [(String, CharacterClass)] = [("L", .letter), ("N", .number), ("White_Space", .space)]
        let cases: [([String], CharacterClass)] = [
            (["Lu", "Lt", "Lm", "Lo", "M"], .upper), (["Ll", "Lm", "Lo", "M"], .lower),
        ]
        var expected = [CharacterClass](repeating: [], count: 0x110000)
        for (list, kind) in names.map({ ([$0.0], $0.1) }) + cases {
            for range in list.flatMap({ NaiveTokenizer.classes[$0] ?? [] }) {
                for value in range[0]...range[1] { expected[Int(value)].insert(kind) }
            }
        }
        expected[10].insert(.newline)
        expected[13].insert(.newline)
        var seen = 0
        for value in UInt32(0)..<0x110000 where Unicode.Scalar(value) != nil {
            seen += 1
            if classes[value] != expected[Int(value)] { Issue.record("U+\(String(value, radix: 16))") }
        }
        #expect(seen == 1_112_064)
        #expect(classes[0x110000] == [])
    }

    @Test(.proves("TOK-001", "TOK-003"), arguments: Encoding.allCases)
    func `every scalar alone and between letters`(encoding: Encoding) {
        let tokenizer = Tokenizer.shared(encoding)
        var twin = NaiveTokenizer.shared(encoding)
        for value in stride(from: UInt32(0), to: 0x110000, by: Sweep.step(17)) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            for text in [String(scalar), "a\(scalar)B"] where tokenizer.encode(text) != twin.encode(text) {
                Issue.record("\(encoding) U+\(String(value, radix: 16))")
            }
        }
    }
}
