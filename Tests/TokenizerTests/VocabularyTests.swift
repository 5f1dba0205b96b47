import TestSupport
import Testing

@testable import Tokenizer

@Suite("Tables of a vocabulary", .alone)
struct VocabularyTests {
    @Test(.proves("TOK-002"), arguments: Encoding.allCases)
    func `every token is found by its bytes and by its pair`(encoding: Encoding) {
        let vocabulary = Vocabulary(encoding)
        var wrong = 0
        for token in 0..<UInt32(vocabulary.tokenCount) {
            // Words of the bytes are read whole.
            let bytes = unsafe Array(vocabulary.bytes(of: token)) + [UInt8](repeating: 0xA5, count: 16)
            let count = bytes.count - 16
            unsafe bytes.withUnsafeBufferPointer { buffer in
                guard let piece = buffer.baseAddress else { return }
                let hash = unsafe vocabulary.hash(of: piece, count: count)
                let place = vocabulary.place(hash)
                if unsafe vocabulary.token(of: piece, count: count, hash: hash, at: place) != token { wrong += 1 }
            }
            let (left, right) = vocabulary.parts(of: token)
            if left != token, vocabulary.pairs.merge(left, right) != token { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    @Test(.proves("TOK-001"), arguments: Encoding.allCases)
    func `pairs that merge to nothing are found by none`(encoding: Encoding) {
        let vocabulary = Vocabulary(encoding)
        var random = SeededGenerator(seed: 12)
        let tokens = 0..<UInt32(vocabulary.tokenCount)
        for _ in 0..<200_000 {
            let (left, right) = (tokens.randomElement(using: &random) ?? 0, tokens.randomElement(using: &random) ?? 0)
            let token = vocabulary.pairs.merge(left, right)
            if token != Vocabulary.none {
                #expect(vocabulary.parts(of: token) == (left, right))
            }
        }
    }

    @Test(.proves("TOK-001"))
    func `letters of two bytes come whole only where nothing else could happen to them`() {
        for encoding in Encoding.allCases {
            let tokenizer = Tokenizer.shared(encoding)
            var twin = NaiveTokenizer.shared(encoding)
            // Every letter of two bytes after and before the neighbours that could take one of its bytes.
            for scalar in (0x80..<0x800).compactMap(Unicode.Scalar.init) {
                for text in [" \(scalar)", "о\(scalar)а", " рa\(scalar)", "é\(scalar)é", "\(scalar)\(scalar)"] {
                    #expect(tokenizer.encode(text) == twin.encode(text), "\(encoding) \(text)")
                }
            }
        }
    }
}
