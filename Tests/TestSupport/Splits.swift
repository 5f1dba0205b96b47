/// The ways to cut `bytes` for a parser that must not care: whole, byte by byte, and in two at every place.
///
/// Of what is longer than 9,000 bytes the two-piece cuts are those at the first and last 300 places and at every 997th
/// between. Complexity: O(n) cuttings of n bytes.
public func splits(of bytes: [UInt8]) -> [[ArraySlice<UInt8>]] {
    let cuts = bytes.indices.filter { place in
        bytes.count <= 9_000 || place < 300 || place >= bytes.count - 300 || place % 997 == 0
    }
    return [[bytes[...]], bytes.indices.map { bytes[$0...$0] }] + cuts.map { [bytes[..<$0], bytes[$0...]] }
}

/// `bytes` cut into pieces of `size`, the last one shorter.
public func pieces(of bytes: [UInt8], size: Int) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: bytes.count, by: size).map { bytes[$0..<min($0 + size, bytes.count)] }
}
