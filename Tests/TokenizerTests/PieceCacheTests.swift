import TestSupport
import Testing

@testable import Tokenizer

@Suite("Cache of pieces", .alone)
struct PieceCacheTests {
    /// Keys that differ from a key in a few bits of one word or of two.
    private static func neighbours(_ key: [UInt64], _ random: inout SeededGenerator) -> [[UInt64]] {
        var all: [[UInt64]] = []
        for _ in 0..<400 {
            var other = key
            let bits =
                UInt64(1) << UInt64.random(in: 0..<63, using: &random) | UInt64.random(in: 0..<64, using: &random)
            let (first, second) = (other.indices.randomElement(using: &random) ?? 0, other.indices.last ?? 0)
            other[first] ^= bits
            // The other word takes the bits on, loses them, or stays.
            switch Int.random(in: 0..<3, using: &random) {
            case 0: other[second] |= bits
            case 1: other[second] &= ~bits
            default: break
            }
            if other != key { all.append(other) }
        }
        return all
    }

    @Test(
        .proves("TOK-001"),
        arguments: [PieceCache.Size.full, .small]
    )
    func `a key is found, and no other key in its place`(size: PieceCache.Size) {
        var random = SeededGenerator(seed: 77)
        let cache = PieceCache(size)
        for round in 0..<500 {
            let words = (0..<4).map { _ in UInt64.random(in: 1...UInt64.max, using: &random) }
            let value = UInt64(round + 1) << 54 | 7
            let (short, middle) = (words[0], SIMD2(words[0], words[1]))
            let long = SIMD4(words[0], words[1], words[2], words[3])
            cache.insert(short, value)
            cache.insert(middle, SIMD2(value, 1))
            cache.insert(long, SIMD4(value, 1, 2, 3))
            #expect(cache.value(short, at: cache.place(short)) == value)
            #expect(cache.value(middle, at: cache.place(middle)) == SIMD2(value, 1))
            #expect(cache.value(long, at: cache.place(long)) == SIMD4(value, 1, 2, 3))
            // As if they shared the place: whatever else lies there was drawn at random.
            var wrong = 0
            for other in Self.neighbours([words[0]], &random) {
                wrong += cache.value(other[0], at: cache.place(short)) == 0 ? 0 : 1
            }
            for other in Self.neighbours(Array(words[..<2]), &random) {
                wrong += cache.value(SIMD2(other[0], other[1]), at: cache.place(middle)) == .zero ? 0 : 1
            }
            for other in Self.neighbours(words, &random) {
                let key = SIMD4(other[0], other[1], other[2], other[3])
                wrong += cache.value(key, at: cache.place(long)) == .zero ? 0 : 1
            }
            #expect(wrong == 0)
        }
    }

    @Test(
        .proves("TOK-001"),
        arguments: Encoding.allCases
    )
    func `short pieces of many tokens that differ in one letter keep their own ids`(encoding: Encoding) {
        let tokenizer = Tokenizer(encoding)
        var twin = NaiveTokenizer.shared(encoding)
        var random = SeededGenerator(seed: 79)
        for _ in 0..<300 {
            var piece = (0..<7).map { _ in Array("qxzjkvwb").randomElement(using: &random) ?? "q" }
            let first = String(piece)
            piece[Int.random(in: 0..<7, using: &random)] = "f"
            let text = "\(first)\n\(String(piece))\n\(first)"
            #expect(tokenizer.encode(text) == twin.encode(text), "\(encoding) \(text)")
        }
    }

    @Test(.proves("TOK-001"))
    func `short pieces have keys of their own, whatever follows them in the text`() {
        var pieces: Set<[UInt8]> = []
        let alphabet: [UInt8] = [0, 1, 0x61, 0x80, 0xFF]
        var random = SeededGenerator(seed: 78)
        for length in 1...PieceCache.short {
            for _ in 0..<600 { pieces.insert((0..<length).map { _ in alphabet.randomElement(using: &random) ?? 0 }) }
        }
        var keys: [UInt64: [UInt8]] = [:]
        for piece in pieces {
            for rest in [UInt8(0), 0xFF] {
                let bytes = piece + [UInt8](repeating: rest, count: 8)
                let key = unsafe bytes.withUnsafeBufferPointer { buffer in
                    unsafe buffer.baseAddress.map { unsafe PieceCache.shortKey($0, piece.count) } ?? 0
                }
                #expect(keys.updateValue(piece, forKey: key) ?? piece == piece)
            }
        }
        #expect(keys.count == pieces.count)
    }
}
