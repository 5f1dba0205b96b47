/// A table in which every key has a place of its own; a key that it does not hold has one too, where another one lies.
///
/// It is made by Scripts/generate/vocabulary.py (Belazzougui, Botelho, Dietzfelbinger: Hash, displace, and compress, 2009).
@safe
struct PerfectHash {
    let entries: UnsafePointer<UInt64>
    private let displacements: UnsafePointer<UInt16>
    private let shift: UInt64
    private let size: UInt64

    init(_ displacements: UnsafeRawPointer, _ entries: UnsafeRawPointer, bits: UInt32, size: UInt32) {
        unsafe self.displacements = displacements.assumingMemoryBound(to: UInt16.self)
        unsafe self.entries = entries.assumingMemoryBound(to: UInt64.self)
        shift = 64 - UInt64(bits)
        self.size = UInt64(size)
    }

    /// The only place where the key of a hash can be.
    @inline(__always)
    func place(_ hash: UInt64) -> Int {
        let displacement = unsafe UInt64(displacements[Int(truncatingIfNeeded: hash &>> shift)])
        let mixed = (hash ^ displacement &* 0xD6E8_FEB8_6659_FD93) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: (mixed >> 32 &* size) >> 32)
    }
}
