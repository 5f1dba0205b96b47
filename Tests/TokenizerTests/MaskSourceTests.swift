import CClassMasks
import TestSupport
import Testing

@testable import Tokenizer

@Suite("Masks of 64 bytes", .alone)
struct MaskSourceTests {
    @Test(.proves("TOK-010"))
    func `every way of this processor equals the portable one`() throws {
        let ways = MaskSource.all
        let portable = try #require(ways.first)
        #if arch(x86_64) || arch(arm64)
        #expect(ways.count > 1)
        #endif
        var generator = SeededGenerator(seed: 64)
        for round in 0..<20_000 {
            // Every byte value at every place, then random ones, and random ones of those that begin or bound a known class.
            let bytes = (0..<64).map { place in
                round < 256
                    ? UInt8(truncatingIfNeeded: round + place * 5)
                    : round % 2 == 0
                        ? UInt8.random(in: 0...255, using: &generator)
                        : Self.bounds[Int.random(in: 0..<Self.bounds.count, using: &generator)]
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

    @Test(.proves("TOK-010"))
    func `the portable way knows each class`() throws {
        let portable = try #require(MaskSource.all.first)
        let text = Array("aZ9 \t\n'/\u{E9}\u{4E2D}\u{1F600}!\u{C9}\u{D7}\u{30A2}\u{3002}\u{30FB}".utf8)
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
        #expect(found.two == 1 << 8 | 1 << 18 | 1 << 20)
        #expect(found.pair == 1 << 8 | 1 << 18)
        #expect(found.capital == 1 << 18)
        #expect(found.three == 1 << 10 | 1 << 22 | 1 << 25 | 1 << 28)
        #expect(found.ideograph == 1 << 10 | 1 << 22)
        #expect(found.punctuation == 1 << 25)
        #expect(found.four == 1 << 13)
        #expect(found.continuation == 0b110_110_110_10_10_0_1110_110_1_000000000 << 0)
    }

    private static let bounds: [UInt8] = [
        0x20, 0x61, 0x80, 0x81, 0x82, 0x83, 0x84, 0x87, 0x88, 0x8F, 0x90, 0x96, 0x97, 0x98, 0x99, 0x9A, 0x9E, 0x9F,
        0xA0, 0xA1, 0xAF, 0xB0, 0xB6, 0xB7, 0xB8, 0xBA, 0xBB, 0xBC, 0xBF, 0xC3, 0xC4, 0xD0, 0xD1, 0xD2, 0xE3, 0xE3,
        0xE4, 0xE5, 0xE9, 0xEA, 0xEB, 0xEC, 0xED, 0xEF, 0xEF,
    ]

    private static func words(_ masks: ClassMasks) -> [UInt64] {
        [
            masks.letter, masks.upper, masks.digit, masks.space, masks.newline, masks.blank, masks.apostrophe,
            masks.slash,
            masks.continuation, masks.two, masks.three, masks.four, masks.ideograph, masks.punctuation, masks.pair,
            masks.capital,
        ]
    }
}
