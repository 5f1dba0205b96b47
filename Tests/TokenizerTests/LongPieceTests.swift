import TestSupport
import Testing

@testable import Tokenizer

@Suite("Long pieces", .alone)
struct LongPieceTests {
    static let lengths = Array(1...40) + [63, 64, 65, 100, 127, 128, 129, 200, 255, 256, 300, 500]

    @Test(
        .proves("TOK-001", "TOK-007"),
        arguments: Encoding.allCases
    )
    func `equal and random letters, spaces and characters of 1 to 500`(encoding: Encoding) async {
        let tokenizer = Tokenizer.shared(encoding)
        var twin = NaiveTokenizer.shared(encoding)
        var random = SeededGenerator(seed: 3)
        let letters = (UInt8(ascii: "a")...UInt8(ascii: "z")).map { Character(Unicode.Scalar($0)) }
        for length in Self.lengths {
            await Task.yield()
            var texts = ["a", " ", "的", "é", "!", "=", "\u{1F600}"].map { String(repeating: $0, count: length) }
            for alphabet in [letters, ["a", "b"], Array("的一是不了在人有我他"), Array("かなカナ日本")] {
                texts.append(String((0..<length).map { _ in alphabet.randomElement(using: &random) ?? "a" }))
            }
            for text in texts + texts.map({ $0 + "b" }) {
                let ids = tokenizer.encode(text)
                #expect(ids == twin.encode(text), "\(encoding) \(text.prefix(8)) × \(length)")
                #expect(tokenizer.count(text) == ids.count)
            }
        }
    }

    @Test(
        .proves("TOK-001"),
        arguments: Encoding.allCases
    )
    func `a count that holds only the last tokens equals one that holds all, even where too few were held`(
        encoding: Encoding
    ) {
        let workspace = Workspace(.small)
        let merger = Merger(Tokenizer.shared(encoding).vocabulary, workspace)
        var random = SeededGenerator(seed: 11)
        for length in [65, 300, 2_000, 9_000] {
            for letters in ["a", "ab", " ", " \t", "=-", "abcdefghijklmnopqrstuvwxyz"] {
                let piece = (0..<length).map { _ in letters.utf8.randomElement(using: &random) ?? 97 }
                let counts = piece.withUnsafeBufferPointer { bytes -> [Int] in
                    guard let start = bytes.baseAddress else { return [] }
                    let all = unsafe merger.merge(start, count: length).count
                    return [all] + [1, 2, 50, 1_024].map { unsafe merger.count(start, count: length, holding: $0) }
                }
                #expect(Set(counts).count == 1, "\(encoding) \(letters) × \(length): \(counts)")
            }
        }
    }

    @Test(
        .proves("TOK-001", "TOK-007"),
        arguments: Encoding.allCases
    )
    func `windows that are merged side by side, wherever they cut a character`(encoding: Encoding) async {
        let tokenizer = Tokenizer.shared(encoding)
        var twin = NaiveTokenizer.shared(encoding)
        var random = SeededGenerator(seed: 12)
        let alphabets = [
            "abcdefghijklmnopqrstuvwxyz", "etaoin", "ab", "aA", "=-+*#!<>", " \t", "абвгдежзиклмнопрст", "éàüßñoa",
            "字a", "ðžŧ", "\u{1F600}\u{1F602}\u{2764}", "ｘｙｚ가나다",
        ]
        for length in [Merger.ahead - 1, Merger.ahead, 900, 1_700] {
            for alphabet in alphabets {
                await Task.yield()
                // Words in between, so that windows end inside long tokens too.
                var text = ""
                while text.utf8.count < length {
                    if alphabet.first?.isLetter == true, Int.random(in: 0..<30, using: &random) == 0 {
                        text += "internationalization"
                    }
                    if let letter = alphabet.randomElement(using: &random) { text.append(letter) }
                }
                #expect(tokenizer.encode(text) == twin.encode(text), "\(encoding) \(alphabet) × \(length)")
                #expect(tokenizer.count(text) == tokenizer.encode(text).count)
            }
        }
    }

    @Test(
        .proves("TOK-001", "TOK-007"),
        arguments: Encoding.allCases
    )
    func `patterns that come again, and end, within one piece`(encoding: Encoding) async {
        let tokenizer = Tokenizer.shared(encoding)
        var twin = NaiveTokenizer.shared(encoding)
        var random = SeededGenerator(seed: 5)
        let alphabets: [[Character]] = [
            ["a"], ["a", "b"], Array("aeinst"), [" "], ["=", "-"], ["д", "а"], ["的", "a"],
        ]
        for period in [1, 2, 3, 4, 6, 8, 12, 16, 24, 31, 48, 64] {
            await Task.yield()
            for alphabet in alphabets {
                let pattern = String((0..<period).map { _ in alphabet.randomElement(using: &random) ?? "a" })
                let length = Int.random(in: 100...700, using: &random)
                let repeated = String(String(repeating: pattern, count: length / period + 1).prefix(length))
                let tail = String((0..<40).map { _ in alphabet.randomElement(using: &random) ?? "a" })
                for text in [repeated, repeated + tail, tail + repeated, repeated + tail + repeated] {
                    #expect(tokenizer.encode(text) == twin.encode(text), "\(encoding) \(pattern) × \(length)")
                }
            }
        }
    }

    @Test(
        .proves("TOK-001", "TOK-007"),
        arguments: Encoding.allCases
    )
    func `rows of one piece that differ in a few places`(encoding: Encoding) async {
        let tokenizer = Tokenizer.shared(encoding)
        var twin = NaiveTokenizer.shared(encoding)
        var random = SeededGenerator(seed: 6)
        let alphabets: [(row: String, marks: [Character])] = [
            (" ", [" ", "\t", "\n"]), ("\n", ["\n", "\r"]), ("=", ["-", "+", "|", "\n"]), ("a", ["a", "b", "s"]),
            ("ab", ["a", "b", "e"]), ("д", ["д", "а"]),
        ]
        for width in [9, 33, 49, 50, 63, 64, 65, 90, 130] {
            await Task.yield()
            for (row, marks) in alphabets {
                var text = ""
                while text.utf8.count < 1500 {
                    text += String(repeating: row, count: width)
                    if let mark = marks.randomElement(using: &random) { text.append(mark) }
                }
                #expect(tokenizer.encode(text) == twin.encode(text), "\(encoding) \(row) × \(width)")
            }
        }
    }

    @Test(
        .proves("TOK-007"),
        arguments: Encoding.allCases
    )
    func `up to 100,000 letters: every two neighbours are what merging them gives`(encoding: Encoding) async {
        let tokenizer = Tokenizer.shared(encoding)
        let twin = NaiveTokenizer.shared(encoding)
        var random = SeededGenerator(seed: 4)
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        for length in [1000, 10_000, 100_000] {
            let mixed = String((0..<length).map { _ in letters.randomElement(using: &random) ?? "a" })
            for text in [String(repeating: "a", count: length), mixed, String(repeating: "中", count: length)] {
                await Task.yield()
                let ids = tokenizer.encode(text)
                #expect(tokenizer.decode(ids) == Array(text.utf8))
                #expect(tokenizer.count(text) == ids.count)
                let pairs = Set(zip(ids, ids.dropFirst()).map { [$0, $1] })
                for pair in pairs.prefix(3000) {
                    #expect(twin.merge(tokenizer.decode(pair) ?? []) == pair)
                }
            }
        }
    }
}
