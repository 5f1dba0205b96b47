import TestSupport
import Testing

@testable import Bot

/// The engine splits an answer before anything else is done: no text may make it wait (CMD-087).
///
/// How long each takes is measured by `make bench-linear`.
@Suite struct ReplySplitterSizeTests {
    private static let n = 20_000

    private static let texts: [(name: String, make: @Sendable (Int) -> String)] = [
        ("one grapheme of marks", { "a" + String(repeating: "\u{301}", count: $0) }),
        ("one grapheme of joined faces", { String(repeating: "😀\u{200D}", count: $0 / 3) }),
        ("graphemes longer than a part", { text($0, of: "a" + String(repeating: "\u{301}", count: 4_000)) }),
        ("flags", { String(repeating: "🇨🇳", count: $0 / 4) }),
        ("no space", { String(repeating: "x", count: $0) }),
        ("only spaces", { String(repeating: " ", count: $0) }),
        ("spaces and a mark", { text($0, of: String(repeating: " ", count: 1_700) + "```") }),
        ("only newlines", { String(repeating: "\n", count: $0) }),
        ("only fences", { text($0, of: "```\n") }),
        ("only marks of fences", { String(repeating: "`", count: $0) }),
        ("a fence that no other closes", { "`````\n" + text($0, of: "```\n") }),
        ("only beginnings of links", { text($0, of: "<http") }),
    ]

    private static func text(_ length: Int, of piece: String) -> String {
        String(repeating: piece, count: max(1, length / piece.unicodeScalars.count))
    }

    @Test(.proves("CMD-087"), arguments: texts.indices)
    func `a large text of any kind is cut, and nothing of it is lost`(index: Int) {
        let text = Self.texts[index].make(10 * Self.n)
        let parts = ReplySplitter.split(text)
        #expect(parts.count > 1 && parts.map(\.content).joined() == text, "\(Self.texts[index].name)")
    }

    @Test(.proves("CMD-087"))
    func `a look ahead that ends changes no part`() {
        let atoms = [
            "word", " ", " ", "\n", "\n\n", "。", ". ", "你好世界", "😀", "👨‍👩‍👧‍👦", "e\u{301}", "```", "```swift\n", "\n```\n",
            "~~~\n", "<https://x.y|z z>", "| a | b |\n", "- i\n", "    ", "\r\n", "🇨🇳🇺🇸", "\u{200D}",
            "a very long line without any end that goes on and on ", "0123456789012345678901234567890123456789",
        ]
        var random = SeededGenerator(seed: 87)
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        for _ in 0..<150 {
            let length = Int.random(in: 1...600, using: &random)
            let text = (0..<length).map { _ in atoms.randomElement(using: &random) ?? "" }.joined()
            for limit in [7, 40, 220, 1_800] {
                for part in ReplySplitter.split(text, limit: limit) {
                    for byte in [UInt8](part.content.utf8) + [0] + [UInt8](part.text.utf8) + [0] {
                        digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3
                    }
                }
            }
        }
        #expect(digest == 11_746_118_077_636_583_765, "what a splitter gave that looked at the whole text")
    }
}
