/// The parts of a text that are looked up together, so that the waits for memory overlap.
///
/// One block of memory, each list at a fixed place in it, so that a loop over several lists needs one pointer.
@safe
struct Batch {
    /// Parts in a batch; plus 64 for one window and 7 sentinel entries.
    static let capacity = 512
    /// Parts whose lines of the cache are asked for before the first is looked at.
    static let ahead = 256
    private static let room = capacity + 72

    private let memory: UnsafeMutableRawPointer

    /// Where each part begins, and after the last one where it ends.
    @inline(__always) var starts: UnsafeMutablePointer<Int> { unsafe list(at: 0) }
    /// The parts of each length class: their numbers, then their keys and places, by position in this list.
    @inline(__always) var shorts: UnsafeMutablePointer<Int32> { unsafe list(at: 8) }
    @inline(__always) var shortKeys: UnsafeMutablePointer<UInt64> { unsafe list(at: 12) }
    @inline(__always) var shortPlaces: UnsafeMutablePointer<Int32> { unsafe list(at: 20) }
    @inline(__always) var others: UnsafeMutablePointer<Int32> { unsafe list(at: 24) }
    @inline(__always) var otherPlaces: UnsafeMutablePointer<Int32> { unsafe list(at: 28) }
    @inline(__always) var otherKeys: UnsafeMutablePointer<SIMD4<UInt64>> { unsafe list(at: 32) }
    /// What each part became, as the cache holds it: its first three ids; zero where its tokens must be computed.
    @inline(__always) var firsts: UnsafeMutablePointer<UInt64> { unsafe list(at: 64) }
    /// The parts that the cache does not hold, and where the vocabulary would hold them.
    @inline(__always) var missing: UnsafeMutablePointer<Int32> { unsafe list(at: 72) }
    @inline(__always) var slots: UnsafeMutablePointer<Int32> { unsafe list(at: 76) }
    @inline(__always) var hashes: UnsafeMutablePointer<UInt64> { unsafe list(at: 80) }
    /// All of what parts of more than seven bytes became.
    @inline(__always) var values: UnsafeMutablePointer<SIMD4<UInt64>> { unsafe list(at: 96) }
    /// The ids of the batch's tokens.
    @inline(__always) var ids: UnsafeMutablePointer<UInt32> { unsafe list(at: 128) }
    /// Ids of one part that fit beside those of all others.
    static let idsOfPart = 12

    init() {
        unsafe memory = .allocate(byteCount: Self.room * (128 + Self.idsOfPart * 4), alignment: 64)
    }

    /// The list whose predecessors take `bytes` bytes a part.
    @inline(__always)
    private func list<Element>(at bytes: Int) -> UnsafeMutablePointer<Element> {
        unsafe (memory + bytes * Self.room).assumingMemoryBound(to: Element.self)
    }

    func deallocate() { unsafe memory.deallocate() }
}
