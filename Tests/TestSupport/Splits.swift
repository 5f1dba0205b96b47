/// The ways to cut `bytes` for a parser that must not care: whole, byte by byte, and in two at every place.
///
/// - Complexity: O(n) cuttings of n bytes.
public func splits(of bytes: [UInt8]) -> [[ArraySlice<UInt8>]] {
    [[bytes[...]], bytes.indices.map { bytes[$0...$0] }] + bytes.indices.map { [bytes[..<$0], bytes[$0...]] }
}

/// `bytes` cut into pieces of `size`, the last one shorter.
public func pieces(of bytes: [UInt8], size: Int) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: bytes.count, by: size).map { bytes[$0..<min($0 + size, bytes.count)] }
}
