import TestSupport
import Testing

@testable import Tokenizer

@Suite("Places of bits")
struct BitPlacesTests {
    @Test(.proves("TOK-010"))
    func `every way lists the bits that are set, the lowest first`() {
        var random = SeededGenerator(seed: 65)
        var wrong = 0
        for round in 0..<5_000 {
            var bits = UInt64.random(in: 0...UInt64.max, using: &random)
            // Few bits, many, and none or all of them.
            for _ in 0..<round % 5 { bits &= UInt64.random(in: 0...UInt64.max, using: &random) }
            if round % 7 == 0 { bits = ~bits }
            if round < 2 { bits = round == 0 ? 0 : .max }
            let base = Int.random(in: 0...1 << 40, using: &random)
            let expected = (0..<64).filter { bits >> UInt64($0) & 1 == 1 }.map { base + $0 }
            for way in [BitPlaces.portable, .best] {
                var places = [Int](repeating: -1, count: 64)
                let count = places.withUnsafeMutableBufferPointer { buffer in
                    buffer.baseAddress.map { unsafe way(of: bits, from: base, $0) } ?? 0
                }
                wrong += Array(places.prefix(count)) == expected ? 0 : 1
            }
        }
        #expect(wrong == 0)
    }
}
