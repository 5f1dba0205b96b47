import Foundation
import TestSupport
import Testing

@testable import Tokenizer

@Suite("Vectors of tiktoken", .alone)
struct VectorTests {
    @Test(
        "each text alone has tiktoken's ids, and comes back",
        .proves("TOK-001", "TOK-002", "TOK-003", "TOK-020"),
        arguments: Encoding.allCases
    )
    func alone(encoding: Encoding) throws {
        let tokenizer = Tokenizer(encoding)
        let vectors = try Vector.all()
        #expect(vectors.count == 4195)
        for vector in vectors {
            let ids = tokenizer.encode(vector.text)
            #expect(ids == vector.ids(encoding), "\(vector.text.debugDescription)")
            #expect(tokenizer.count(vector.text) == ids.count, "\(vector.text.debugDescription)")
            #expect(tokenizer.decode(ids) == Array(vector.text.utf8), "\(vector.text.debugDescription)")
        }
    }

    @Test("each text inside longer text, at every offset of a block", .proves("TOK-001"), arguments: Encoding.allCases)
    func padded(encoding: Encoding) throws {
        let tokenizer = Tokenizer(encoding)
        // A line feed between letters separates: what stands before and behind is encoded by itself.
        var offset = 0
        for vector in try Vector.all() where vector.text.unicodeScalars.last?.isLetter ?? false {
            guard vector.text.unicodeScalars.first?.isLetter ?? false else { continue }
            offset = (offset + 1) % 67
            let before = String(repeating: "a", count: offset + 1)
            let text = before + "\n" + vector.text + "\n" + before
            let expected =
                tokenizer.encode(before + "\n") + vector.ids(encoding) + tokenizer.encode("\n")
                + tokenizer.encode(before)
            #expect(tokenizer.encode(text) == expected, "\(text.debugDescription)")
        }
    }

    @Test(
        "all texts as one, and joined by other separators, as the twin has it",
        .proves("TOK-001"),
        arguments: Encoding.allCases
    )
    func joined(encoding: Encoding) throws {
        let tokenizer = Tokenizer(encoding)
        var twin = NaiveTokenizer.shared(encoding)
        let texts = try Vector.all().map(\.text).filter { $0.utf8.count < 60 }
        for (number, separator) in ["", " ", "\n", "'", "，", "/\n", "  \n "].enumerated() {
            for start in stride(from: number, to: texts.count - 12, by: 29) {
                let text = texts[start..<start + 12].joined(separator: separator)
                #expect(tokenizer.encode(text) == twin.encode(text), "\(text.debugDescription)")
            }
        }
    }
}

extension Unicode.Scalar {
    /// An ASCII letter.
    var isLetter: Bool { isASCII && properties.isAlphabetic }
}
