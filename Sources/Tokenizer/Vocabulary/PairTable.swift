import CClassMasks

/// What two tokens merge to, by a perfect hash of both.
@safe
struct PairTable {
    private let table: PerfectHash

    init(_ displacements: UnsafeRawPointer, _ entries: UnsafeRawPointer, bits: UInt32, size: UInt32) {
        table = unsafe PerfectHash(displacements, entries, bits: bits, size: size)
    }

    /// Where the table would hold what two tokens merge to; the place is asked for.
    @inline(__always)
    func place(_ left: UInt32, _ right: UInt32) -> Int {
        let pair = UInt64(left) << 18 | UInt64(right)
        let place = table.place(pair &* 0x9E37_79B9_7F4A_7C15)
        unsafe class_masks_prefetch(table.entries + place)
        return place
    }

    /// The token that merging two tokens gives, or `Vocabulary.none`.
    @inline(__always)
    func merge(_ left: UInt32, _ right: UInt32, at place: Int) -> UInt32 {
        let pair = UInt64(left) << 18 | UInt64(right)
        let entry = unsafe table.entries[place]
        return entry >> 18 == pair ? UInt32(truncatingIfNeeded: entry & 0x3FFFF) : Vocabulary.none
    }

    /// The token that merging two tokens gives, or `Vocabulary.none`.
    @inline(__always)
    func merge(_ left: UInt32, _ right: UInt32) -> UInt32 { merge(left, right, at: place(left, right)) }
}
