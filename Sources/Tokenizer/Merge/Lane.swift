/// One piece that `LaneMerger` merges: its symbols, the ranks of their pairs, and what it waits for, side by side in memory.
///
/// Slot 0 holds a sentinel, slots 1 to 31 the piece's symbols, and the slot after the last one another sentinel, so that every
/// symbol has two neighbors.
@safe
struct Lane {
    /// Bytes of a lane: 32 keys, 34 symbols, the state.
    static let size = 384
    /// The longest piece, in symbols.
    static let most = 31
    /// A symbol that merges with no other.
    static let outside: UInt32 = 0x3FFFF
    /// A key above those of all pairs.
    static let none = Float(bitPattern: mark | outside << 5)
    /// Turns a number of 23 bits into the bits of a float of the same order, as the least of floats is found in one step.
    private static let mark: UInt32 = 0x4B00_0000

    /// What a lane waits for.
    struct State {
        /// The number of the piece that it merges.
        var number: Int
        /// The places that hold a symbol, a bit each; those of both sentinels are set too.
        var alive: UInt64
        /// The symbol merged last and its neighbours: all 0 when there is none, `merged` -1 when no rank is known yet.
        var merged = 0
        var before = 0
        var after = 0
        /// Where the table of pairs would hold it with its left and its right neighbour.
        var left = 0
        var right = 0
    }

    private let memory: UnsafeMutableRawPointer

    /// A lane in memory of `size` bytes.
    init(_ memory: UnsafeMutableRawPointer) { unsafe self.memory = memory }

    /// The rank of each symbol's pair with the next, above its place.
    @inline(__always) var keys: UnsafeMutablePointer<Float> { unsafe memory.assumingMemoryBound(to: Float.self) }
    @inline(__always) var ids: UnsafeMutablePointer<UInt32> {
        unsafe (memory + 128).assumingMemoryBound(to: UInt32.self)
    }
    @inline(__always) var state: UnsafeMutablePointer<State> {
        unsafe (memory + 272).assumingMemoryBound(to: State.self)
    }

    @inline(__always)
    static func key(_ rank: UInt32, _ place: Int) -> Float {
        // `Vocabulary.none` becomes `outside`.
        Float(bitPattern: mark | (rank & outside) &<< 5 | UInt32(truncatingIfNeeded: place))
    }

    /// Sets everything but the symbols and the ranks of their pairs.
    @inline(__always)
    func open(_ number: Int, _ count: Int) {
        unsafe ids[0] = Self.outside
        unsafe ids[count &+ 1] = Self.outside
        for place in [0, 4, 8, 12, 16, 20, 24, 28] {
            unsafe (memory + place * 4).storeBytes(of: SIMD4<Float>(repeating: Self.none), as: SIMD4<Float>.self)
        }
        unsafe state.initialize(to: State(number: number, alive: UInt64(4) &<< UInt64(count) &- 1))
    }

    /// The lowest of the keys.
    @inline(__always)
    var lowest: Float {
        let low = Self.lower(Self.lower(four(0), four(4)), Self.lower(four(8), four(12)))
        let high = Self.lower(Self.lower(four(16), four(20)), Self.lower(four(24), four(28)))
        var least = Self.lower(low, high)
        least = Self.lower(least, SIMD4(least[2], least[3], least[0], least[1]))
        least = Self.lower(least, SIMD4(least[1], least[0], least[3], least[2]))
        return least[0]
    }

    @inline(__always)
    private static func lower(_ one: SIMD4<Float>, _ other: SIMD4<Float>) -> SIMD4<Float> {
        other.replacing(with: one, where: one .< other)
    }

    @inline(__always)
    private func four(_ place: Int) -> SIMD4<Float> {
        unsafe (memory + place &* 4).load(as: SIMD4<Float>.self)
    }

    /// What is left of the symbols, moved to the beginning of their memory.
    @inline(__always)
    func tokens() -> UnsafeBufferPointer<UInt32> {
        let ids = unsafe ids
        var alive = unsafe state.pointee.alive
        alive &= alive &- 1
        var count = 0
        while true {
            let place = alive.trailingZeroBitCount
            alive &= alive &- 1
            guard alive != 0 else { break }
            unsafe ids[count] = ids[place]
            count &+= 1
        }
        return unsafe UnsafeBufferPointer(start: UnsafePointer(ids), count: count)
    }
}
