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
    private let memory: LaneMemory
    private var ids: UnsafeMutablePointer<UInt32> { unsafe memory.ids }
    private var ranks: UnsafeMutablePointer<UInt32> { unsafe memory.ranks }
    private var states: UnsafeMutablePointer<State> { unsafe memory.states }

    init(_ vocabulary: Vocabulary, _ memory: LaneMemory) {
        self.vocabulary = vocabulary
        self.memory = memory
    }

    /// What a lane waits for.
    struct State {
        /// The part that it merges.
        let part: Int
        /// Its symbols.
        var count: Int
        /// The symbol merged last, or -1 when no rank is known yet.
        var merged = 0
        /// Where the table of pairs would hold it with its left and its right neighbour.
        var left = 0
        var right = 0
    }

    /// The memory of all lanes; it belongs to a workspace.
    @safe
    struct LaneMemory {
        let ids = UnsafeMutablePointer<UInt32>.allocate(capacity: lanes * room)
        let ranks = UnsafeMutablePointer<UInt32>.allocate(capacity: lanes * room)
        let states = UnsafeMutablePointer<State>.allocate(capacity: lanes)

        init() {
            unsafe ids.initialize(repeating: 0, count: lanes * room)
            unsafe ranks.initialize(repeating: 0, count: lanes * room)
        }

        func deallocate() {
            unsafe ids.deallocate()
            unsafe ranks.deallocate()
            unsafe states.deallocate()
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
        while active < Self.lanes, next < list.count {
            unsafe begin(active, Int(list[next]), text, starts)
            active &+= 1
            next &+= 1
        }
        while active > 0 {
            var lane = 0
            while lane < active {
                guard !advance(lane) else {
                    lane &+= 1
                    continue
                }
                let state = unsafe states[lane]
                unsafe finish(state.part, UnsafeBufferPointer(start: ids + lane &* Self.room, count: state.count))
                if next < list.count {
                    unsafe begin(lane, Int(list[next]), text, starts)
                    lane &+= 1
                    next &+= 1
                } else {
                    active &-= 1
                    move(active, to: lane)
                }
            }
        }
    }

    private func move(_ lane: Int, to other: Int) {
        guard lane != other else { return }
        unsafe (ids + other * Self.room).update(from: ids + lane * Self.room, count: 32)
        unsafe (ranks + other * Self.room).update(from: ranks + lane * Self.room, count: 32)
        unsafe states[other] = states[lane]
    }

    /// Fills a lane with a piece's symbols, and asks for the ranks of their pairs.
    @inline(__always)
    private func begin(_ lane: Int, _ part: Int, _ text: UnsafePointer<UInt8>, _ starts: UnsafePointer<Int>) {
        let piece = unsafe text + starts[part]
        let length = unsafe starts[part &+ 1] &- starts[part]
        let ids = unsafe ids + lane &* Self.room
        let ranks = unsafe ranks + lane &* Self.room
        if unsafe piece[0] & 0xF0 == 0xE0, let loaded = unsafe vocabulary.symbols(piece, length, limit: 31, ids) {
            unsafe ask(ids, loaded.count)
            unsafe states[lane] = State(part: part, count: loaded.count, merged: -1)
            return
        }
        let loaded = unsafe vocabulary.symbols(bytes: piece, length, limit: 31, ids)
        guard loaded.areBytes else {
            unsafe ask(ids, loaded.count)
            unsafe states[lane] = State(part: part, count: loaded.count, merged: -1)
            return
        }
        for place in 0..<length &- 1 {
            unsafe ranks[place] = vocabulary.token(bytes: piece[place], piece[place &+ 1])
        }
        unsafe states[lane] = State(part: part, count: length)
        merge(lane)
    }

    /// Asks for the places of all pairs.
    @inline(__always)
    private func ask(_ ids: UnsafeMutablePointer<UInt32>, _ count: Int) {
        for place in 0..<count &- 1 { _ = unsafe vocabulary.place(ids[place], ids[place &+ 1]) }
    }

    /// Takes the ranks that were waited for, and merges once more; false when nothing is left to merge.
    @inline(__always)
    private func advance(_ lane: Int) -> Bool {
        let ids = unsafe ids + lane &* Self.room
        let ranks = unsafe ranks + lane &* Self.room
        let state = unsafe states[lane]
        guard state.count > 1 else { return false }
        if state.merged >= 0 {
            // What is found for a neighbour that is none lies beyond the pairs, and is not read.
            let (before, place) = (max(state.merged &- 1, 0), state.merged)
            let left = unsafe vocabulary.merge(ids[before], ids[before &+ 1], at: state.left)
            let right = unsafe vocabulary.merge(ids[place], ids[place &+ 1], at: state.right)
            unsafe ranks[before] = left
            unsafe ranks[place] = right
        } else {
            for place in 0..<state.count &- 1 {
                unsafe ranks[place] = vocabulary.merge(ids[place], ids[place &+ 1])
            }
        }
        return merge(lane)
    }

    /// Merges the pair of the lowest rank, and asks for the ranks of its neighbours; false where there is none.
    @inline(__always) @discardableResult
    private func merge(_ lane: Int) -> Bool {
        let ids = unsafe ids + lane &* Self.room
        let ranks = unsafe ranks + lane &* Self.room
        let count = unsafe states[lane].count
        // The lowest rank above its place; without branches, since neither can be foretold.
        var best = Int64.max
        for at in 0..<count &- 1 {
            let other = unsafe Int64(ranks[at]) &<< 8 &+ Int64(truncatingIfNeeded: at)
            let less = other &- best
            best = best &+ (less & less &>> 63)
        }
        let lowest = UInt32(truncatingIfNeeded: best &>> 8)
        guard lowest != Vocabulary.none else { return false }
        let place = Int(truncatingIfNeeded: best & 255)
        unsafe ids[place] = lowest
        unsafe Self.moveDown(ids + place + 1)
        unsafe Self.moveDown(ranks + place + 1)
        if count &- place > 17 {
            unsafe Self.moveDown(ids + place + 17)
            unsafe Self.moveDown(ranks + place + 17)
        }
        let before = max(place &- 1, 0)
        unsafe states[lane].count = count &- 1
        unsafe states[lane].merged = place
        unsafe states[lane].left = vocabulary.place(ids[before], ids[before &+ 1])
        unsafe states[lane].right = vocabulary.place(ids[place], ids[place &+ 1])
        return true
    }

    /// Moves 16 numbers one place down.
    @inline(__always)
    private static func moveDown(_ numbers: UnsafeMutablePointer<UInt32>) {
        let raw = UnsafeMutableRawPointer(numbers)
        let moved = unsafe (raw + 4).loadUnaligned(as: SIMD16<UInt32>.self)
        unsafe raw.storeBytes(of: moved, as: SIMD16<UInt32>.self)
    }
}
