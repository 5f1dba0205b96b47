/// The memory one call works in: the symbols being merged and the cache of short pieces.
///
/// It is made once and lent to one call at a time by `WorkspacePool`, so that a call allocates nothing.
@safe
final class Workspace {
    /// The symbols a merge starts with at most; a longer piece is merged window by window.
    private(set) var capacity = 0
    private(set) var ids: UnsafeMutablePointer<UInt32>
    private(set) var ranks: UnsafeMutablePointer<UInt32>
    private(set) var nexts: UnsafeMutablePointer<Int32>
    private(set) var previous: UnsafeMutablePointer<Int32>
    let cache = PieceCache()
    /// The tokens of the piece merged last.
    var tokens: [UInt32] = []

    init() {
        capacity = 1024
        unsafe ids = .allocate(capacity: capacity)
        unsafe ranks = .allocate(capacity: capacity)
        unsafe nexts = .allocate(capacity: capacity)
        unsafe previous = .allocate(capacity: capacity)
        tokens.reserveCapacity(capacity)
    }

    deinit { release() }

    /// Makes room for `count` symbols, rounded up so that ranks can be read sixteen at a time.
    func reserve(_ count: Int) {
        guard count + 16 > capacity else { return }
        release()
        capacity = (count + 16) * 2
        unsafe ids = .allocate(capacity: capacity)
        unsafe ranks = .allocate(capacity: capacity)
        unsafe nexts = .allocate(capacity: capacity)
        unsafe previous = .allocate(capacity: capacity)
    }

    private func release() {
        unsafe ids.deallocate()
        unsafe ranks.deallocate()
        unsafe nexts.deallocate()
        unsafe previous.deallocate()
    }
}

// A workspace is reachable from the pool or from the one call that took it, never from two at a time: the pool hands it
// over under its lock.
extension Workspace: @unchecked Sendable {}
