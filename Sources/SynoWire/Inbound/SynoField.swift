/// One decoded field, and where its bytes stand in the body.
struct SynoField: Sendable, Equatable {
    /// The name, decoded.
    var name: String
    /// The value, decoded.
    let value: String
    /// The index of the name's first byte.
    let nameOffset: Int
    /// The index of the value's first byte.
    let valueOffset: Int

    /// The index in `body` of the byte that the form decodes to byte `index` of the value.
    ///
    /// - Complexity: O(n).
    func place(ofDecoded index: Int, in body: [UInt8]) -> Int {
        var place = valueOffset
        for _ in 0..<index where place < body.count { place += body[place] == UInt8(ascii: "%") ? 3 : 1 }
        return min(place, body.count)
    }
}
