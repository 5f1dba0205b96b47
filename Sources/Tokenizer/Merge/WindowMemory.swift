/// The windows of long pieces that were merged last: where one comes again, its tokens are the same.
///
/// Indentation, rules and tables repeat themselves, seldom with a period that a window's tokens share.
@safe
struct WindowMemory {
    /// Bytes of a window.
    static let length = 64
    /// Bytes of a window that its tokens may take.
    private static let most = length * 7 / 8
    private static let slots = 64

    private let texts: UnsafeMutablePointer<UInt8>
    private let ids: UnsafeMutablePointer<UInt32>
    /// Of each slot the bytes that its tokens take, zero while it is empty, and their number.
    private let sizes: UnsafeMutablePointer<(bytes: Int, tokens: Int)>

    init() {
        unsafe texts = .allocate(capacity: Self.slots * Self.length)
        unsafe ids = .allocate(capacity: Self.slots * Self.most)
        unsafe sizes = .allocate(capacity: Self.slots)
        unsafe sizes.initialize(repeating: (0, 0), count: Self.slots)
    }

    func deallocate() {
        unsafe texts.deallocate()
        unsafe ids.deallocate()
        unsafe sizes.deallocate()
    }

    /// Where the window that begins here would be; 64 bytes can be read.
    @inline(__always)
    func slot(of window: UnsafePointer<UInt8>) -> Int {
        var hash: UInt64 = 0
        for at in 0..<8 {
            let word = unsafe UnsafeRawPointer(window + at * 8).loadUnaligned(as: UInt64.self)
            hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash &>> 32
        }
        return Int(truncatingIfNeeded: hash & UInt64(Self.slots - 1))
    }

    /// The tokens of the window that begins here, and the bytes they take, where the slot holds it.
    @inline(__always)
    func tokens(
        of window: UnsafePointer<UInt8>,
        at slot: Int
    ) -> (tokens: UnsafeBufferPointer<UInt32>, bytes: Int)? {
        let (bytes, tokens) = unsafe sizes[slot]
        guard bytes > 0 else { return nil }
        let text = unsafe texts + slot * Self.length
        var other: UInt64 = 0
        for at in 0..<8 {
            let old = unsafe UnsafeRawPointer(text + at * 8).loadUnaligned(as: UInt64.self)
            let new = unsafe UnsafeRawPointer(window + at * 8).loadUnaligned(as: UInt64.self)
            other |= old ^ new
        }
        guard other == 0 else { return nil }
        return unsafe (UnsafeBufferPointer(start: ids + slot * Self.most, count: tokens), bytes)
    }

    /// Keeps a window's tokens in place of those of another one.
    func keep(_ window: UnsafePointer<UInt8>, at slot: Int, _ tokens: ArraySlice<UInt32>, bytes: Int) {
        guard tokens.count <= Self.most else { return }
        unsafe (texts + slot * Self.length).update(from: window, count: Self.length)
        for (place, token) in tokens.enumerated() { unsafe ids[slot * Self.most + place] = token }
        unsafe sizes[slot] = (bytes, tokens.count)
    }
}
