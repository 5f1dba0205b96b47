/// Byte-pair merging of many short pieces side by side: while one waits for a line of the table of pairs, the others go on.
///
/// It gives what `Merger` gives: of each piece, the lowest rank first, the leftmost of equals first.
@safe
struct LaneMerger {
    /// The longest piece.
    static let longest = PieceCache.long
    /// Pieces under way.
    private static let lanes = 24
    /// Numbers a lane has room for: 32 symbols, and as many that are read and written beyond them when symbols move down.
    private static let room = 64

    private let vocabulary: Vocabulary
    private let pairs: PairCache
    private let ids: UnsafeMutablePointer<UInt32>
    private let ranks: UnsafeMutablePointer<UInt32>
    private let counts: UnsafeMutablePointer<Int>
    /// A bit for each pair whose rank has been asked for.
    private let pending: UnsafeMutablePointer<UInt64>
    private let parts: UnsafeMutablePointer<Int32>

    init(_ vocabulary: Vocabulary, _ pairs: PairCache, _ memory: LaneMemory) {
        self.vocabulary = vocabulary
        self.pairs = pairs
        unsafe ids = memory.ids
        unsafe ranks = memory.ranks
        unsafe counts = memory.counts
        unsafe pending = memory.pending
        unsafe parts = memory.parts
    }

    /// The memory of all lanes; it belongs to a workspace.
    @safe
    struct LaneMemory {
        let ids = UnsafeMutablePointer<UInt32>.allocate(capacity: lanes * room)
        let ranks = UnsafeMutablePointer<UInt32>.allocate(capacity: lanes * room)
        let counts = UnsafeMutablePointer<Int>.allocate(capacity: lanes)
        let pending = UnsafeMutablePointer<UInt64>.allocate(capacity: lanes)
        let parts = UnsafeMutablePointer<Int32>.allocate(capacity: lanes)

        func deallocate() {
            unsafe ids.deallocate()
            unsafe ranks.deallocate()
            unsafe counts.deallocate()
            unsafe pending.deallocate()
            unsafe parts.deallocate()
        }
    }

    /// Merges the listed parts of a batch; `finish` is given each with its tokens, in any order.
    @inline(__always)
    func merge(
        _ text: UnsafePointer<UInt8>,
        _ starts: UnsafePointer<Int>,
        _ list: UnsafeBufferPointer<Int32>,
        _ finish: (Int, UnsafeBufferPointer<UInt32>) -> Void
    ) {
        var next = 0
        var active = 0
        let load = { (lane: Int) in
            let part = unsafe list[next]
            next += 1
            unsafe parts[lane] = part
            let start = unsafe starts[Int(part)]
            unsafe begin(lane, text + start, starts[Int(part) + 1] - start)
        }
        while active < Self.lanes, next < list.count {
            load(active)
            active += 1
        }
        while active > 0 {
            var lane = 0
            while lane < active {
                guard !advance(lane) else {
                    lane += 1
                    continue
                }
                let tokens = unsafe UnsafeBufferPointer(start: ids + lane * Self.room, count: counts[lane])
                unsafe finish(Int(parts[lane]), tokens)
                if next < list.count {
                    load(lane)
                    lane += 1
                } else {
                    active -= 1
                    move(active, to: lane)
                }
            }
        }
    }

    private func move(_ lane: Int, to other: Int) {
        guard lane != other else { return }
        unsafe (ids + other * Self.room).update(from: ids + lane * Self.room, count: 32)
        unsafe (ranks + other * Self.room).update(from: ranks + lane * Self.room, count: 32)
        unsafe counts[other] = counts[lane]
        unsafe pending[other] = pending[lane]
        unsafe parts[other] = parts[lane]
    }

    /// Fills a lane with a piece's symbols.
    @inline(__always)
    private func begin(_ lane: Int, _ piece: UnsafePointer<UInt8>, _ length: Int) {
        let ids = unsafe ids + lane * Self.room
        let ranks = unsafe ranks + lane * Self.room
        var count = 0
        var waiting: UInt64 = 0
        if unsafe piece[0] & 0xF0 == 0xE0, let loaded = unsafe vocabulary.symbols(piece, length, limit: 31, ids) {
            count = loaded.count
            for place in 0..<count &- 1 { unsafe ask(ids, ranks, place, &waiting) }
        } else {
            let loaded = unsafe vocabulary.symbols(bytes: piece, length, limit: 31, ids)
            count = loaded.count
            for place in 0..<count &- 1 {
                if loaded.areBytes {
                    unsafe ranks[place] = vocabulary.token(bytes: piece[place], piece[place &+ 1])
                } else {
                    unsafe ask(ids, ranks, place, &waiting)
                }
            }
        }
        unsafe counts[lane] = count
        unsafe pending[lane] = waiting
    }

    /// Finds the rank of a pair at hand, or asks for it.
    @inline(__always)
    private func ask(
        _ ids: UnsafeMutablePointer<UInt32>,
        _ ranks: UnsafeMutablePointer<UInt32>,
        _ place: Int,
        _ waiting: inout UInt64
    ) {
        unsafe vocabulary.prefetch(pair: vocabulary.place(ids[place], ids[place &+ 1]))
        waiting |= 1 &<< UInt64(truncatingIfNeeded: place)
    }

    /// Merges on until a rank has to be waited for; false when nothing is left to merge.
    @inline(__always)
    private func advance(_ lane: Int) -> Bool {
        let ids = unsafe ids + lane * Self.room
        let ranks = unsafe ranks + lane * Self.room
        var count = unsafe counts[lane]
        var waiting = unsafe pending[lane]
        while waiting != 0 {
            let place = waiting.trailingZeroBitCount
            waiting &= waiting &- 1
            unsafe ranks[place] = vocabulary.merge(ids[place], ids[place &+ 1])
        }
        while true {
            // The lowest rank above its place; without branches, since neither can be foretold.
            var best = Int64.max
            for at in 0..<count &- 1 {
                let other = unsafe Int64(ranks[at]) &<< 8 &+ Int64(truncatingIfNeeded: at)
                let less = other &- best
                best = best &+ (less & less &>> 63)
            }
            let lowest = UInt32(truncatingIfNeeded: best &>> 8)
            guard lowest != Vocabulary.none else { break }
            let place = Int(truncatingIfNeeded: best & 255)
            unsafe ids[place] = lowest
            unsafe Self.moveDown(ids + place + 1)
            unsafe Self.moveDown(ranks + place + 1)
            if count &- place > 17 {
                unsafe Self.moveDown(ids + place + 17)
                unsafe Self.moveDown(ranks + place + 17)
            }
            count &-= 1
            if place &+ 1 < count { unsafe ask(ids, ranks, place, &waiting) }
            if place > 0 { unsafe ask(ids, ranks, place &- 1, &waiting) }
            guard waiting == 0 else { break }
        }
        unsafe counts[lane] = count
        unsafe pending[lane] = waiting
        return waiting != 0
    }

    /// Moves 16 numbers one place down.
    @inline(__always)
    private static func moveDown(_ numbers: UnsafeMutablePointer<UInt32>) {
        let raw = UnsafeMutableRawPointer(numbers)
        let moved = unsafe (raw + 4).loadUnaligned(as: SIMD16<UInt32>.self)
        unsafe raw.storeBytes(of: moved, as: SIMD16<UInt32>.self)
    }
}
