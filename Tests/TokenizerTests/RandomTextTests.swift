import TestSupport
import Testing

@testable import Tokenizer

@Suite("Random texts against the naive twin", .sweep)
struct RandomTextTests {
    /// Pieces of text in which the patterns have their corners.
    static let alphabets: [[String]] = [
        ["a", "b", "Z", "'", "s", "S", "ll", "ve", " ", "  ", "\n", "\r\n", "1", ".", "-", "ſ"],
        ["中", "文", "，", "。", "的", "一", " ", "\u{3000}", "a", "１", "\n", "龘", "㐀", "字"],
        ["é", "É", "ǅ", "ʰ", "ª", "\u{301}", "\u{FE0F}", "😀", "a", "B", " ", "!", "日", "ß"],
        [" ", "\t", "\n", "\r", "\u{A0}", "\u{2028}", "\u{200B}", "x", "/", "!", "9", "\u{1680}"],
        ["/", "\n", "\r", "!", "\u{301}", " ", "a", "A", "-", "'", "re"],
        ["0", "9", "٣", "²", "Ⅷ", "a", " ", ".", "１", "𝟘"],
        ["한", "국", "어", " ", "ㅋ", "か", "な", "カ", "ー", "々", "。", "A"],
        ["I", "t", "'", "S", "D", "M", "LL", "Re", "ſ", "K", " ", "x", "я", "Я"],
    ]

    @Test(
        .proves("TOK-001", "TOK-004", "TOK-005", "TOK-006"),
        arguments: Encoding.allCases
    )
    func `texts of awkward alphabets`(encoding: Encoding) {
        compare(encoding, count: 50_000) { random in
            let alphabet = Self.alphabets.randomElement(using: &random) ?? []
            let length = Int.random(in: 1...24, using: &random)
            return (0..<length).map { _ in alphabet.randomElement(using: &random) ?? "" }.joined()
        }
    }

    @Test(.proves("TOK-001"), arguments: Encoding.allCases)
    func `texts of any scalars`(encoding: Encoding) {
        compare(encoding, count: 5000) { random in
            let top = [0x80, 0x800, 0x3000, 0x10000, 0x110000].randomElement(using: &random) ?? 0
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 1...20, using: &random) {
                if let scalar = Unicode.Scalar(UInt32.random(in: 0..<UInt32(top), using: &random)) {
                    text.append(scalar)
                }
            }
            return String(text)
        }
    }

    @Test(.proves("TOK-001"), arguments: Encoding.allCases)
    func `tokens side by side`(encoding: Encoding) {
        let tokenizer = Tokenizer.shared(encoding)
        compare(encoding, count: 5000) { random in
            let ids = (0..<Int.random(in: 1...8, using: &random)).map { _ in
                UInt32.random(in: 0..<UInt32(encoding.tokenCount), using: &random)
            }
            return String(decoding: tokenizer.decode(ids) ?? [], as: UTF8.self)
        }
    }

    @Test(
        .proves("TOK-001", "TOK-004", "TOK-005", "TOK-006"),
        arguments: Encoding.allCases
    )
    func `texts of awkward alphabets inside longer text`(encoding: Encoding) {
        compare(encoding, count: 20_000) { random in
            let parts = (0..<3).map { part in
                let alphabet = Self.alphabets.randomElement(using: &random) ?? []
                // The middle is any mixture; before and after it one unit is repeated.
                let unit = alphabet.randomElement(using: &random) ?? ""
                let length = Int.random(in: 0...(part == 1 ? 24 : 70), using: &random)
                return (0..<length).map { _ in part == 1 ? alphabet.randomElement(using: &random) ?? "" : unit }
                    .joined()
            }
            return parts.joined()
        }
    }

    private func compare(_ encoding: Encoding, count: Int, _ make: (inout SeededGenerator) -> String) {
        let tokenizer = Tokenizer.shared(encoding)
        var twin = NaiveTokenizer.shared(encoding)
        var random = SeededGenerator(seed: UInt64.random(in: 0...9999))
        for _ in 0..<Sweep.share(of: count) {
            guard tokenizer.agrees(with: &twin, on: make(&random)) else { return }
        }
    }
}

extension Tokenizer {
    /// Whether ids, count, count with a limit and decoding are the twin's; records what is not.
    func agrees(with twin: inout NaiveTokenizer, on text: String) -> Bool {
        let ids = encode(text)
        let expected = twin.encode(text)
        guard ids == expected else {
            Issue.record("\(encoding) \(text.debugDescription): \(ids), twin \(expected)")
            return false
        }
        let isCounted = count(text) == ids.count && count(text, limit: ids.count) == ids.count
        guard isCounted, ids.isEmpty || count(text, limit: ids.count - 1) == nil, decode(ids) == Array(text.utf8) else {
            Issue.record("\(encoding) \(text.debugDescription): count, limit or decoding differ")
            return false
        }
        return true
    }
}
