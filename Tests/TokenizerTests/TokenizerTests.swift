import TestSupport
import Testing

@testable import Tokenizer

@Suite("Tokenizer", .alone)
struct TokenizerTests {
    @Test("special tokens' names are ordinary text", .proves("TOK-008"), arguments: Encoding.allCases)
    func special(encoding: Encoding) {
        #expect(Tokenizer.shared(encoding).count("<|endoftext|>") == 7)
    }

    @Test("the limit stops the count as soon as it is passed", .proves("TOK-021"), arguments: Encoding.allCases)
    func limit(encoding: Encoding) {
        let tokenizer = Tokenizer.shared(encoding)
        let text = String(repeating: "All work and no play. 只工作，不玩耍。", count: 20)
        let count = tokenizer.count(text)
        #expect(tokenizer.count(text, limit: count) == count)
        #expect(tokenizer.count(text, limit: count + 1) == count)
        #expect(tokenizer.count(text, limit: count - 1) == nil)
        #expect(tokenizer.count("", limit: 0) == 0)
        #expect(tokenizer.count("a", limit: 0) == nil)
    }

    @Test("an id outside the vocabulary decodes to nothing", .proves("TOK-020"), arguments: Encoding.allCases)
    func decode(encoding: Encoding) {
        let tokenizer = Tokenizer.shared(encoding)
        #expect(tokenizer.decode([UInt32(encoding.tokenCount)]) == nil)
        #expect(tokenizer.decode([UInt32(encoding.tokenCount) - 1])?.isEmpty == false)
        #expect(tokenizer.decode([]) == [])
    }

    @Test("a span counts as its text", .proves("TOK-020"))
    func span() {
        let bytes = Array("Grüße 🙂 日本語 end.".utf8)
        #expect(Tokenizer.shared(.cl100kBase).count(utf8: bytes.span) == 10)
        #expect(Tokenizer.shared(.o200kBase).count(utf8: bytes.span) == 8)
    }

    @Test("bytes that are no UTF-8 are counted and come back", .proves("TOK-009"), arguments: Encoding.allCases)
    func broken(encoding: Encoding) async {
        let tokenizer = Tokenizer.shared(encoding)
        var random = SeededGenerator(seed: 5)
        for number in 0..<20_000 {
            if number % 1000 == 0 { await Task.yield() }
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                UInt8.random(in: Bool.random(using: &random) ? 0...255 : 0xE0...0xFF, using: &random)
            }
            let ids = unsafe bytes.withUnsafeBufferPointer { unsafe tokenizer.encode(utf8: $0) }
            #expect(tokenizer.decode(ids) == bytes)
            let count = unsafe bytes.withUnsafeBufferPointer { unsafe tokenizer.count(utf8: $0) }
            #expect(count == ids.count)
        }
    }

    @Test("calls from many threads agree", .proves("TOK-022"), arguments: Encoding.allCases)
    func threads(encoding: Encoding) async {
        let tokenizer = Tokenizer(encoding)
        let texts = (0..<64).map {
            "Message \($0): the quick brown fox 第\($0)条消息，你好 \(String(repeating: "x", count: $0))"
        }
        let expected = texts.map { Tokenizer(encoding).encode($0) }
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<16 {
                group.addTask { (0..<50).allSatisfy { _ in texts.map { tokenizer.encode($0) } == expected } }
            }
            for await same in group { #expect(same) }
        }
    }
}

@Suite("IncrementalCounter", .alone)
struct IncrementalCounterTests {
    static let texts = [
        "It's a test, isn't it?\n\n  \n  New paragraph.   ", "只工作，不玩耍。\n\n你好 World", "HELLOWorld日ABCdefGHI'LL 'Ll x",
        "a/\n/\n//b !\u{301}\u{301}a \u{301}b", "12345678901 34 ٣٣٣٣ 5", "      \n      \n     x",
        "😀😀\u{FE0F}👩‍👩‍👧 ok's 'ſ",
    ]

    @Test(
        "cut anywhere, even inside a character, the count is that of the whole",
        .proves("TOK-023"),
        arguments: Encoding.allCases
    )
    func cuts(encoding: Encoding) async {
        let tokenizer = Tokenizer.shared(encoding)
        for text in Self.texts {
            await Task.yield()
            let padded = text + " and more text that settles what was pending " + text
            let expected = tokenizer.count(padded)
            for parts in splits(of: Array(padded.utf8)) {
                var counter = IncrementalCounter(tokenizer)
                for part in parts { counter.append(utf8: part) }
                #expect(counter.count == expected, "\(padded)")
            }
        }
    }

    @Test("after each character the count is that of the text so far", .proves("TOK-023"), arguments: Encoding.allCases)
    func prefixes(encoding: Encoding) async {
        let tokenizer = Tokenizer.shared(encoding)
        for text in Self.texts + RandomTextTests.alphabets.map({ ($0 + $0.reversed() + $0).joined() }) {
            var counter = IncrementalCounter(tokenizer)
            var whole = ""
            await Task.yield()
            for scalar in text.unicodeScalars {
                whole.unicodeScalars.append(scalar)
                counter.append(String(scalar))
                #expect(counter.count == tokenizer.count(whole), "\(whole.debugDescription)")
            }
        }
    }
}

@Suite("IncrementalEncoder", .alone)
struct IncrementalEncoderTests {
    @Test(
        "cut anywhere, the ids are those of the whole",
        .proves("TOK-023"),
        arguments: Encoding.allCases
    )
    func cuts(encoding: Encoding) async {
        let tokenizer = Tokenizer(encoding)
        for text in IncrementalCounterTests.texts {
            await Task.yield()
            let expected = tokenizer.encode(text)
            for parts in splits(of: Array(text.utf8)) {
                var encoder = IncrementalEncoder(tokenizer)
                let settled = parts.flatMap { encoder.append(utf8: $0) }
                #expect(settled + encoder.finish() == expected, "\(text)")
            }
        }
    }
}
