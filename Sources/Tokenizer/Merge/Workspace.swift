/// The memory one call works in: the symbols being merged and the cache of short pieces.
///
/// It is made once and lent to one call at a time by `WorkspacePool`, so that a call allocates nothing.
@safe
final class Workspace {
    let symbols = MergeBuffer(capacity: 1024)
    let cache: PieceCache
    let batch = Batch()
    let lanes = LaneMerger.LaneMemory()
    let windows = WindowMemory()
    let ahead = AheadBuffer()
    /// The end of a text, with 80 bytes after it that can be read.
    let tail = UnsafeMutablePointer<UInt8>.allocate(capacity: tailSize + 80)
    /// The longest end of a text that is copied.
    static let tailSize = 4096
    /// The tokens of a piece that took more than one window.
    var tokens: [UInt32] = []

    let size: PieceCache.Size

    init(_ size: PieceCache.Size) {
        self.size = size
        cache = PieceCache(size)
    }

    deinit {
        symbols.deallocate()
        batch.deallocate()
        lanes.deallocate()
        windows.deallocate()
        ahead.deallocate()
        unsafe tail.deallocate()
    }
}

// Proof: a workspace is reachable from the pool or from the one call that took it, never from two at a time: the pool hands it
// over under its lock.
extension Workspace: @unchecked Sendable {}

/// The symbols of one window: tokens, the key of each with its right neighbour, and the neighbours' places.
@safe
struct MergeBuffer {
    let capacity: Int
    let ids: UnsafeMutablePointer<UInt32>
    let keys: UnsafeMutablePointer<Int64>
    /// The lowest key of each 16 places.
    let minima: UnsafeMutablePointer<Int64>
    let nexts: UnsafeMutablePointer<Int32>
    let previous: UnsafeMutablePointer<Int32>

    /// Room for `capacity` symbols.
    init(capacity: Int) {
        self.capacity = capacity
        unsafe ids = .allocate(capacity: capacity)
        unsafe keys = .allocate(capacity: capacity + 15)
        unsafe minima = .allocate(capacity: capacity / 16 + 1)
        unsafe nexts = .allocate(capacity: capacity)
        unsafe previous = .allocate(capacity: capacity)
    }

    func deallocate() {
        unsafe ids.deallocate()
        unsafe keys.deallocate()
        unsafe minima.deallocate()
        unsafe nexts.deallocate()
        unsafe previous.deallocate()
    }
}
