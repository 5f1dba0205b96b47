/// The tokens of windows that are merged side by side.
@safe
struct AheadBuffer {
    /// Windows that are merged at a time.
    static let windows = 24

    private let ids: UnsafeMutablePointer<UInt32> = .allocate(capacity: windows * Lane.most)
    private let counts: UnsafeMutablePointer<Int> = .allocate(capacity: windows)

    func deallocate() {
        unsafe ids.deallocate()
        unsafe counts.deallocate()
    }

    func keep(_ window: Int, _ tokens: UnsafeBufferPointer<UInt32>) {
        for place in 0..<tokens.count { unsafe ids[window * Lane.most + place] = tokens[place] }
        unsafe counts[window] = tokens.count
    }

    @inline(__always)
    func tokens(_ window: Int) -> UnsafeBufferPointer<UInt32> {
        unsafe UnsafeBufferPointer(start: ids + window * Lane.most, count: counts[window])
    }
}
