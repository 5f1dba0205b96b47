/// The parts of a text that are looked up together, so that the waits for memory overlap.
@safe
struct Batch {
    /// Parts in a batch; a window may add 64.
    static let capacity = 256
    private static let room = capacity + 65

    /// Where each part begins, and after the last one where it ends.
    let starts: UnsafeMutablePointer<Int>
    /// The keys of parts of up to 15 bytes.
    let keys: UnsafeMutablePointer<SIMD2<UInt64>>
    /// Where in the cache each part's entry would be.
    let places: UnsafeMutablePointer<Int32>
    /// The ids of each part as the cache holds them; a count above eight, or of zero, says that they have to be merged anew.
    let values: UnsafeMutablePointer<SIMD8<UInt32>>
    /// The parts that the cache does not hold.
    let missing: UnsafeMutablePointer<Int32>

    /// Their hashes.
    let hashes: UnsafeMutablePointer<UInt64>

    init() {
        unsafe starts = .allocate(capacity: Self.room)
        unsafe keys = .allocate(capacity: Self.room)
        unsafe places = .allocate(capacity: Self.room)
        unsafe values = .allocate(capacity: Self.room)
        unsafe missing = .allocate(capacity: Self.room)
        unsafe hashes = .allocate(capacity: Self.room)
    }

    func deallocate() {
        unsafe starts.deallocate()
        unsafe keys.deallocate()
        unsafe places.deallocate()
        unsafe values.deallocate()
        unsafe missing.deallocate()
        unsafe hashes.deallocate()
    }
}
