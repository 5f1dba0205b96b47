import SynoWire
import TestSupport
import Testing

@Suite struct MessageTextTests {
    @Test(
        .proves("SYN-140"),
        arguments: [("", 0), ("abc", 3), ("汉字", 2), ("😀", 2), ("e\u{301}", 2), ("👨‍👩‍👧", 8), ("\r\n", 2)]
    )
    func `length counts UTF-16 units`(text: String, expected: Int) {
        #expect(MessageText.length(text) == expected)
    }

    @Test(.proves("SYN-140", "SYN-141"))
    func `the limits`() {
        #expect(MessageText.limit == 2000)
        #expect(MessageText.safeLimit == 1800)
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            let scalars = (0..<20).compactMap { _ in UnicodeScalar(UInt32.random(in: 0...0x10FFFF, using: &generator)) }
            let text = String(String.UnicodeScalarView(scalars))
            #expect(MessageText.length(text) >= text.unicodeScalars.count)
        }
    }

    @Test(
        .proves("SYN-150", "SYN-151", "SYN-152"),
        arguments: [
            ("https://a.b/c", nil, "<https://a.b/c>"), ("http://a", "label", "<http://a|label>"),
            ("HTTPS://A", "", "<HTTPS://A>"), ("https://a/?x=1&y=2#z", nil, "<https://a/?x=1&y=2#z>"),
            ("https://a/b c|d<e>\"f\n", "x", "<https://a/b%20c%7Cd%3Ce%3E%22f%0A|x>"),
            ("https://a/汉\u{7F}", "汉", "<https://a/汉%7F|汉>"), ("https://a", "a|b<c>\nd", "<https://a|a¦b‹c› d>"),
            ("https://a/\u{3000}\u{85}", "a\u{2028}b\u{85}c\u{7F}", "<https://a/%E3%80%80%C2%85|a b c >"),
        ] as [(String, String?, String)]
    )
    func `a link as Chat writes it`(url: String, label: String?, expected: String) throws {
        #expect(try #require(MessageLink(url: url, label: label)).text == expected)
    }

    @Test(.proves("SYN-150"), arguments: ["", "a", "ftp://a", "javascript:alert(1)", "http://", "https://", "//a"])
    func `another scheme is no link`(url: String) {
        #expect(MessageLink(url: url, label: "x") == nil)
    }
}
