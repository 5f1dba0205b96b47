/// The parts of a text that are looked up together, so that the waits for memory overlap.
@safe
struct Batch {
    /// Parts in a batch; a window may add 64, and its list's end seven that are no part.
    static let capacity = 512
    /// Parts whose lines of the cache are asked for before the first is looked at.
    static let ahead = 256
    private static let room = capacity + 72

    /// Where each part begins, and after the last one where it ends.
    let starts: UnsafeMutablePointer<Int>
    /// The parts of each length class: their numbers, then their keys and places, by position in this list.
    let shorts: UnsafeMutablePointer<Int32>
    let shortKeys: UnsafeMutablePointer<UInt64>
    let shortPlaces: UnsafeMutablePointer<Int32>
    let others: UnsafeMutablePointer<Int32>
    let otherKeys: UnsafeMutablePointer<SIMD4<UInt64>>
    let otherPlaces: UnsafeMutablePointer<Int32>
    /// What each part became, as the cache holds it: its first three ids; zero where its tokens have to be found anew.
    let firsts: UnsafeMutablePointer<UInt64>
    /// All of it, of parts of more than seven bytes.
    let values: UnsafeMutablePointer<SIMD4<UInt64>>
    /// The parts that the cache does not hold, and where the vocabulary would hold them.
    let missing: UnsafeMutablePointer<Int32>
    let hashes: UnsafeMutablePointer<UInt64>
    let slots: UnsafeMutablePointer<Int32>
    /// The ids of the batch's tokens.
    let ids: UnsafeMutablePointer<UInt32>
    /// Ids that fit; a part may add 31.
    static let idCapacity = 1024

    init() {
        unsafe starts = .allocate(capacity: Self.room)
        unsafe shorts = .allocate(capacity: Self.room)
        unsafe shortKeys = .allocate(capacity: Self.room)
        unsafe shortPlaces = .allocate(capacity: Self.room)
        unsafe others = .allocate(capacity: Self.room)
        unsafe otherKeys = .allocate(capacity: Self.room)
        unsafe otherPlaces = .allocate(capacity: Self.room)
        unsafe firsts = .allocate(capacity: Self.room)
        unsafe values = .allocate(capacity: Self.room)
        unsafe missing = .allocate(capacity: Self.room)
        unsafe hashes = .allocate(capacity: Self.room)
        unsafe slots = .allocate(capacity: Self.room)
        unsafe ids = .allocate(capacity: Self.idCapacity + 32)
    }

    func deallocate() {
        unsafe starts.deallocate()
        unsafe shorts.deallocate()
        unsafe shortKeys.deallocate()
        unsafe shortPlaces.deallocate()
        unsafe others.deallocate()
        unsafe otherKeys.deallocate()
        unsafe otherPlaces.deallocate()
        unsafe firsts.deallocate()
        unsafe values.deallocate()
        unsafe missing.deallocate()
        unsafe hashes.deallocate()
        unsafe slots.deallocate()
        unsafe ids.deallocate()
    }
}
