import CClassMasks
import TestSupport
import Testing

@testable import Tokenizer

@Suite("Masks of 64 bytes")
struct MaskSourceTests {
    @Test("every way of this processor equals the portable one", .proves("TOK-010"))
    func ways() throws {
        let ways = MaskSource.all
        let portable = try #require(ways.first)
        #if arch(x86_64) || arch(arm64)
        #expect(ways.count > 1)
        #endif
        var generator = SeededGenerator(seed: 64)
        for round in 0..<20_000 {
            // Every byte value at every place, then random ones.
            let bytes = (0..<64).map { place in
                round < 256
                    ? UInt8(truncatingIfNeeded: round + place * 5) : UInt8.random(in: 0...255, using: &generator)
            }
            unsafe bytes.withUnsafeBufferPointer { buffer in
                guard let start = buffer.baseAddress else { return }
                let expected = unsafe Self.words(portable(start))
                for way in ways.dropFirst() {
                    let found = Self.words(way(start))
                    #expect(found == expected)
                }
            }
        }
    }

    @Test("the portable way knows each class", .proves("TOK-010"))
    func portable() throws {
        let portable = try #require(MaskSource.all.first)
        let text = Array("aZ9 \t\n'/\u{E9}\u{4E2D}\u{1F600}!".utf8)
        let masks = unsafe (text + [UInt8](repeating: 0, count: 64)).withUnsafeBufferPointer { buffer in
            unsafe buffer.baseAddress.map { unsafe portable($0) }
        }
        let found = try #require(masks)
        #expect(found.letter == 0b11)
        #expect(found.upper == 0b10)
        #expect(found.digit == 0b100)
        #expect(found.space == 0b111000)
        #expect(found.blank == 0b1000)
        #expect(found.newline == 0b100000)
        #expect(found.apostrophe == 1 << 6)
        #expect(found.slash == 1 << 7)
        #expect(found.two == 1 << 8)
        #expect(found.three == 1 << 10)
        #expect(found.ideograph == 0)
        #expect(found.four == 1 << 13)
        #expect(found.continuation == 0b11101101000000000)
    }

    private static func words(_ masks: ClassMasks) -> [UInt64] {
        [
            masks.letter, masks.upper, masks.digit, masks.space, masks.newline, masks.blank, masks.apostrophe,
            masks.slash,
            masks.continuation, masks.two, masks.three, masks.four, masks.ideograph,
        ]
    }
}
