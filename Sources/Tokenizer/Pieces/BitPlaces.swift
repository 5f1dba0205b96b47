import CClassMasks

/// How the bits of a window are listed: the fastest way of this processor, or the portable one.
@safe
struct BitPlaces {
    private let function: BitPlacesFunction?

    /// The fastest way.
    static let best = unsafe BitPlaces(class_masks_bit_places())
    /// The way that every processor has.
    static let portable = unsafe BitPlaces(nil)

    private init(_ function: BitPlacesFunction?) { unsafe self.function = function }

    /// Writes the place of each bit, the lowest first and counted from `base`, and gives their number.
    ///
    /// Up to 64 numbers may be written.
    @inline(__always)
    func callAsFunction(of bits: UInt64, from base: Int, _ places: UnsafeMutablePointer<Int>) -> Int {
        if let function = unsafe function { return unsafe Int(function(bits, Int64(base), rebound(places))) }
        // Eight at a time: how many there are cannot be foretold, but nearly always in which eight they end.
        var (left, next) = unsafe (bits, places)
        repeat {
            unsafe Self.put(&left, base, next)
            unsafe Self.put(&left, base, next + 1)
            unsafe Self.put(&left, base, next + 2)
            unsafe Self.put(&left, base, next + 3)
            unsafe Self.put(&left, base, next + 4)
            unsafe Self.put(&left, base, next + 5)
            unsafe Self.put(&left, base, next + 6)
            unsafe Self.put(&left, base, next + 7)
            unsafe next += 8
        } while left != 0
        return bits.nonzeroBitCount
    }

    /// Writes the place of the lowest bit, and takes it away.
    @inline(__always)
    private static func put(_ bits: inout UInt64, _ base: Int, _ place: UnsafeMutablePointer<Int>) {
        unsafe place.pointee = base &+ bits.trailingZeroBitCount
        bits &= bits &- 1
    }

    /// The same memory as the C function names its type; both have 64 bits.
    @inline(__always)
    private func rebound(_ places: UnsafeMutablePointer<Int>) -> UnsafeMutablePointer<Int64> {
        unsafe UnsafeMutableRawPointer(places).assumingMemoryBound(to: Int64.self)
    }
}

// Proof: it holds nothing but the address of a C function that keeps no state.
extension BitPlaces: @unchecked Sendable {}
