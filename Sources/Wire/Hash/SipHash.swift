/// SipHash-2-4 with a tag of 128 bits: a hash under a secret key, for texts that strangers choose.
///
/// Who lacks the key can neither find two texts with one tag nor check a guess of the text against a tag.
///
/// Source: J.-P. Aumasson, D. J. Bernstein, "SipHash: a fast short-input PRF" (2012) §2
/// <https://www.aumasson.jp/siphash/siphash.pdf>; the long tag is that of the authors' reference code
/// <https://github.com/veorq/SipHash>.
public struct SipHash: Sendable, Equatable {
    /// The tag of a text: its first and its last 64 bits, each with the least significant byte first.
    public struct Tag: Sendable, Hashable {
        /// The first eight bytes.
        public let first: UInt64
        /// The last eight bytes.
        public let last: UInt64

        /// The 16 bytes as 32 lower-case hexadecimal digits.
        public var hex: String {
            var digits: [UInt8] = []
            digits.reserveCapacity(32)
            for word in [first, last] {
                for place in 0..<8 {
                    let byte = UInt8(truncatingIfNeeded: word >> UInt64(8 * place))
                    digits += [Self.digit(byte >> 4), Self.digit(byte & 15)]
                }
            }
            return String(decoding: digits, as: UTF8.self)
        }

        private static func digit(_ value: UInt8) -> UInt8 { value + (value < 10 ? 0x30 : 0x57) }
    }

    private let first: UInt64
    private let last: UInt64

    /// Creates the hash of a key: its first and its last eight bytes, each with the least significant byte first.
    public init(first: UInt64, last: UInt64) {
        self.first = first
        self.last = last
    }

    /// The tag of `bytes`.
    ///
    /// - Complexity: O(n).
    public func tag(of bytes: some Sequence<UInt8>) -> Tag {
        var state = State(first, last)
        var word: UInt64 = 0
        var count = 0
        for byte in bytes {
            word |= UInt64(byte) << UInt64(8 * (count & 7))
            count += 1
            guard count & 7 == 0 else { continue }
            state.take(word)
            word = 0
        }
        state.take(word | UInt64(truncatingIfNeeded: count) << 56)
        state.v2 ^= 0xEE
        let first = state.finish()
        state.v1 ^= 0xDD
        return Tag(first: first, last: state.finish())
    }

    /// The four words of the state, named as in the paper.
    private struct State {
        var v0: UInt64
        var v1: UInt64
        var v2: UInt64
        var v3: UInt64

        init(_ first: UInt64, _ last: UInt64) {
            v0 = first ^ 0x736F_6D65_7073_6575
            v1 = last ^ 0x646F_7261_6E64_6F6D ^ 0xEE
            v2 = first ^ 0x6C79_6765_6E65_7261
            v3 = last ^ 0x7465_6462_7974_6573
        }

        mutating func take(_ word: UInt64) {
            v3 ^= word
            round()
            round()
            v0 ^= word
        }

        mutating func finish() -> UInt64 {
            for _ in 0..<4 { round() }
            return v0 ^ v1 ^ v2 ^ v3
        }

        private mutating func round() {
            v0 &+= v1
            v1 = v1 << 13 | v1 >> 51
            v1 ^= v0
            v0 = v0 << 32 | v0 >> 32
            v2 &+= v3
            v3 = v3 << 16 | v3 >> 48
            v3 ^= v2
            v0 &+= v3
            v3 = v3 << 21 | v3 >> 43
            v3 ^= v0
            v2 &+= v1
            v1 = v1 << 17 | v1 >> 47
            v1 ^= v2
            v2 = v2 << 32 | v2 >> 32
        }
    }
}
