import TestSupport
import Testing
import Tokenizer

/// `Specs/tokens/not-utf8.jsonl`: bytes that are no UTF-8, surrogates among them.
@Suite(.alone) struct InvalidTextTests {
    @Test(.proves("TOK-009"), arguments: [Encoding.cl100kBase, .o200kBase])
    func `every vector has its ids, its count, and its bytes back`(encoding: Encoding) throws {
        let vectors = try VectorFile("Specs/tokens/not-utf8.jsonl").cases
        #expect(vectors.count == 14)
        // A tokenizer of its own: what others have cached must not help.
        let tokenizer = Tokenizer(encoding)
        for vector in vectors {
            let ids = unsafe vector.input.withUnsafeBufferPointer { unsafe tokenizer.encode(utf8: $0) }
            let name = encoding == .cl100kBase ? "cl100k_base" : "o200k_base"
            #expect(ids.map(Int.init) == vector.fields[name] as? [Int], "\(vector.input)")
            #expect(tokenizer.decode(ids) == vector.input)
            #expect(tokenizer.count(utf8: vector.input.span) == ids.count)
        }
    }
}
