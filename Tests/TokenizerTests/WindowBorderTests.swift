import TestSupport
import Testing

@testable import Tokenizer

@Suite("Borders of 64-byte windows", .sweep)
struct WindowBorderTests {
    /// What the patterns treat in a way of its own.
    static let traps: [String] = [
        // Contractions
        "'s", "'S", "'ſ", "'ll", "'LL", "'lL", "'l", "'re ", "'ve", "'x", "''s", "a's", "A'S", "日's", "a'ſb", "1's",
        " 's",
        "\u{301}'s", "'\u{301}s", "a'sb", "'m'd't", "é'll",
        // Numbers, grouped by character
        "1", "12", "1234", "1234567", "٣٣٣٣", "1²Ⅷ𝟘9", "１２３４", "a1", " 1", "1a",
        // White space
        "\r\n", "\n\n", "\n \n", " \n ", "  \n\n  x", "\r\r\n x", " \t\n", "\u{A0} x", "\u{3000}\u{3000}x", "\u{85}\n",
        "\u{2028}x", "\u{1680} \n", "\u{200B}x", "\u{1C}x", "     ", "      x", " \u{3000}", "\n   x", "\t\tx", " ",
        "\n",
        // Punctuation with its tail
        "!\n", "!\r\n\r\n", "!/\n", "!\n/\n//", "//\n/x", " !\n", "!\u{301}a", "!\u{301}!", "==", "=====", "\u{3001}\n",
        "…\n/",
        // Marks
        "\u{301}a", " \u{301}a", "😀\u{FE0F}", "👩‍👩‍👧", "a\u{301}", "A\u{301}b", "É\u{301}É", "1\u{301}", "\n\u{301}",
        "!\u{301}'s",
        // Case
        "aB", "ABc", "ABCdEF", "aBC日d", "ǅa", "ʰA", "ªB", "日A", "日a", "A日b", "HELLOWorld", "hELLO", "ЯЯя", "ßA", "İi",
        "A'sB",
        // What a word may begin with
        ".a", " .a", "-A", "\ta", "\u{A0}a", "\u{3000}中", "中 文", "，中", "。\n中", "龘㐀𠀀", "\u{323AF}\u{323B0}", "\u{1C89}a",
        "\u{A7CE}a", "한국ㅋ", "かカー々", "नि", "ไทย", "<|endoftext|>",
    ]

    /// What the text before and after is made of: the trap's first byte is to stand at every place of a window.
    static let units = ["a", "A", " ", "\n", "ab ", "1", "!", "é", "的", "\u{301}", "😀", "x = 1;\n"]

    @Test(
        "every trap at the offsets 0 to 130 of every kind of text",
        .proves("TOK-001", "TOK-004", "TOK-005", "TOK-006", "TOK-020", "TOK-021"),
        arguments: Encoding.allCases
    )
    func traps(encoding: Encoding) {
        let tokenizer = Tokenizer.shared(encoding)
        var twin = NaiveTokenizer.shared(encoding)
        var turn = 0
        for unit in Self.units {
            // In a sample the places around a border are whole.
            for offset in 0...130 where offset % Sweep.step(16) == 0 || (60...66).contains(offset) {
                let padding = Self.padding(unit, bytes: offset)
                for trap in Self.traps {
                    turn += 1
                    let rest = ["", Self.padding(unit, bytes: 70), "b \(offset)"][turn % 3]
                    guard tokenizer.agrees(with: &twin, on: padding + trap + rest) else { return }
                }
            }
        }
    }

    @Test("two traps with a window's width between them", .proves("TOK-001"), arguments: Encoding.allCases)
    func pairs(encoding: Encoding) {
        let tokenizer = Tokenizer.shared(encoding)
        var twin = NaiveTokenizer.shared(encoding)
        var random = SeededGenerator(seed: 64)
        for _ in 0..<Sweep.share(of: 8000) {
            var text = ""
            for _ in 0..<4 {
                text += Self.traps.randomElement(using: &random) ?? ""
                let unit = Self.units.randomElement(using: &random) ?? ""
                text += Self.padding(unit, bytes: Int.random(in: 56...66, using: &random))
            }
            guard tokenizer.agrees(with: &twin, on: text) else { return }
        }
    }

    @Test("cut anywhere near a border, the whole is the same", .proves("TOK-023"), arguments: Encoding.allCases)
    func cuts(encoding: Encoding) {
        let tokenizer = Tokenizer.shared(encoding)
        for (number, trap) in Self.traps.enumerated() {
            let unit = Self.units[number % Self.units.count]
            let text = Self.padding(unit, bytes: 60) + trap + Self.padding(unit, bytes: 70)
            let expected = tokenizer.encode(text)
            for parts in splits(of: Array(text.utf8)) {
                var counter = IncrementalCounter(tokenizer)
                var encoder = IncrementalEncoder(tokenizer)
                var ids: [UInt32] = []
                for part in parts {
                    counter.append(utf8: part)
                    ids += encoder.append(utf8: part)
                }
                ids += encoder.finish()
                guard counter.count == expected.count, ids == expected else {
                    Issue.record("\(encoding) \(text.debugDescription) cut at \(parts.first?.count ?? 0)")
                    return
                }
            }
        }
    }

    /// So many bytes of a unit over and over, with letters before it where it does not come out even.
    static func padding(_ unit: String, bytes: Int) -> String {
        let size = unit.utf8.count
        return String(repeating: "x", count: bytes % size) + String(repeating: unit, count: bytes / size)
    }
}
