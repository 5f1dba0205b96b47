/// Byte-pair merging of many short pieces side by side: while one waits for a line of the table of pairs, the others go on.
///
/// It gives what `Merger` gives: of each piece, the lowest rank first, the leftmost of equals first.
@safe
struct LaneMerger {
    /// The longest piece, in bytes.
    static let longest = Lane.most
    /// Pieces under way.
    private static let lanes = 24

    private let vocabulary: Vocabulary
    private let lanes: UnsafeMutablePointer<Lane>

    init(_ vocabulary: Vocabulary, _ memory: LaneMemory) {
        self.vocabulary = vocabulary
        unsafe lanes = memory.lanes
    }

    /// The memory of all lanes; it belongs to a workspace.
    @safe
    struct LaneMemory {
        private let memory = UnsafeMutableRawPointer.allocate(byteCount: LaneMerger.lanes * Lane.size, alignment: 64)
        /// The lanes, those under way first.
        let lanes = UnsafeMutablePointer<Lane>.allocate(capacity: LaneMerger.lanes)

        init() {
            for number in 0..<LaneMerger.lanes {
                unsafe (lanes + number).initialize(to: Lane(memory + number * Lane.size))
            }
        }

        func deallocate() {
            unsafe memory.deallocate()
            unsafe lanes.deallocate()
        }
    }

    /// Merges `count` pieces of 1 to 31 bytes, each followed by seven more that can be read; `finish` is given the number of
    /// each with its tokens, in any order.
    @inline(__always)
    func merge(
        _ count: Int,
        _ piece: (Int) -> (start: UnsafePointer<UInt8>, length: Int),
        _ finish: (Int, UnsafeBufferPointer<UInt32>) -> Void
    ) {
        let (lanes, pairs) = unsafe (lanes, vocabulary.pairs)
        var next = 0
        while next < min(count, Self.lanes) {
            unsafe begin(lanes[next], next, piece(next))
            next &+= 1
        }
        var active = next
        while active > 0 {
            // All keys are written before the first lane's are read together, so that no read waits for a write.
            var at = 0
            while at < active {
                unsafe settle(lanes[at], pairs)
                at &+= 1
            }
            at = 0
            while at < active {
                let lane = unsafe lanes[at]
                guard !merge(lane, pairs) else {
                    at &+= 1
                    continue
                }
                unsafe finish(lane.state.pointee.number, lane.tokens())
                if next < count {
                    unsafe begin(lane, next, piece(next))
                    at &+= 1
                    next &+= 1
                } else {
                    active &-= 1
                    unsafe lanes[at] = lanes[active]
                    unsafe lanes[active] = lane
                }
            }
        }
    }

    /// Fills a lane with a piece's symbols, and with the ranks of their pairs or asks for these.
    @inline(__always)
    private func begin(_ lane: Lane, _ number: Int, _ piece: (start: UnsafePointer<UInt8>, length: Int)) {
        let (start, length) = unsafe piece
        guard unsafe Self.isASCII(start, length) else {
            guard let symbols = unsafe symbols(start, length, lane.ids + 1) else {
                return unsafe rank(lane, number, piece)
            }
            lane.open(number, symbols)
            unsafe lane.state.pointee.merged = -1
            let ids = unsafe lane.ids
            for place in 1..<max(symbols, 1) { _ = unsafe vocabulary.pairs.place(ids[place], ids[place &+ 1]) }
            return
        }
        unsafe rank(lane, number, piece)
    }

    /// Fills a lane with a piece's bytes and the ranks of their pairs.
    @inline(__always)
    private func rank(_ lane: Lane, _ number: Int, _ piece: (start: UnsafePointer<UInt8>, length: Int)) {
        let (ids, keys) = unsafe (lane.ids, lane.keys)
        let (start, length) = unsafe piece
        lane.open(number, length)
        var byte = unsafe start[0]
        unsafe ids[1] = vocabulary.token(byte: byte)
        var place = 1
        while place < length {
            let following = unsafe start[place]
            unsafe ids[place &+ 1] = vocabulary.token(byte: following)
            unsafe keys[place] = Lane.key(vocabulary.token(bytes: byte, following), place)
            byte = following
            place &+= 1
        }
    }

    /// Whether the bytes are ASCII; seven more than these can be read.
    @inline(__always)
    private static func isASCII(_ piece: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        var high: UInt64 = 0
        var at = 0
        while at < length {
            let word = unsafe UnsafeRawPointer(piece + at).loadUnaligned(as: UInt64.self).littleEndian
            let left = length &- at
            high |= left < 8 ? word & (UInt64(1) &<< UInt64(left &* 8) &- 1) : word
            at &+= 8
        }
        return high & 0x8080_8080_8080_8080 == 0
    }

    /// Writes the symbols of a piece, whole characters where that is exact; answers their number, or nothing where they are
    /// its bytes.
    @inline(__always)
    private func symbols(_ piece: UnsafePointer<UInt8>, _ length: Int, _ ids: UnsafeMutablePointer<UInt32>) -> Int? {
        if unsafe piece[0] & 0xF0 == 0xE0,
            let loaded = unsafe vocabulary.symbols(piece, length, limit: Lane.most, ids)
        {
            return loaded.count
        }
        let loaded = unsafe vocabulary.symbols(bytes: piece, length, limit: Lane.most, ids)
        return loaded.areBytes ? nil : loaded.count
    }

    /// Takes the ranks that were waited for.
    @inline(__always)
    private func settle(_ lane: Lane, _ pairs: PairTable) {
        let (ids, keys, state) = unsafe (lane.ids, lane.keys, lane.state)
        let place = unsafe state.pointee.merged
        guard place >= 0 else {
            // No symbol has been merged yet.
            let count = unsafe 62 &- state.pointee.alive.leadingZeroBitCount
            for place in 1..<max(count, 1) {
                unsafe keys[place] = Lane.key(pairs.merge(ids[place], ids[place &+ 1]), place)
            }
            return
        }
        let (before, after) = unsafe (state.pointee.before, state.pointee.after)
        let left = unsafe pairs.merge(ids[before], ids[place], at: state.pointee.left)
        let right = unsafe pairs.merge(ids[place], ids[after], at: state.pointee.right)
        unsafe keys[before] = Lane.key(left, before)
        unsafe keys[place] = Lane.key(right, place)
    }

    /// Merges the pair of the lowest rank, and asks for the ranks of its neighbours; false where there is none.
    @inline(__always)
    private func merge(_ lane: Lane, _ pairs: PairTable) -> Bool {
        let lowest = lane.lowest
        guard lowest < Lane.none else { return false }
        let (ids, state) = unsafe (lane.ids, lane.state)
        let place = Int(truncatingIfNeeded: lowest.bitPattern & 31)
        let token = lowest.bitPattern &>> 5 & Lane.outside
        var alive = unsafe state.pointee.alive
        let above = alive & (UInt64.max - 1) &<< UInt64(place)
        let rest = above & (above &- 1)
        alive ^= above ^ rest
        let after = rest.trailingZeroBitCount
        let before = 63 &- (alive & (UInt64(1) &<< UInt64(place) &- 1)).leadingZeroBitCount
        unsafe ids[place] = token
        unsafe lane.keys[above.trailingZeroBitCount] = Lane.none
        unsafe state.pointee.alive = alive
        unsafe state.pointee.merged = place
        unsafe state.pointee.before = before
        unsafe state.pointee.after = after
        unsafe state.pointee.left = pairs.place(ids[before], token)
        unsafe state.pointee.right = pairs.place(token, ids[after])
        return true
    }
}
