/// The newest elements of a sequence without end, each with its number from 0 on.
///
/// Bounded by a count and by a sum of sizes; the oldest go first. Appending is O(1) on average.
struct BoundedLog<Element: Sendable>: Sendable {
    /// The most elements that are kept.
    let limit: Int
    /// The most bytes that the kept elements have together, as their owner counts them; one is always kept.
    let byteLimit: Int
    private var slots: [Element] = []
    private var sizes: [Int] = []
    private var start = 0
    private var bytes = 0
    /// How many of the oldest are gone.
    private(set) var dropped = 0

    /// Creates an empty log.
    init(limit: Int, byteLimit: Int = .max) {
        self.limit = max(1, limit)
        self.byteLimit = byteLimit
    }

    /// How many there were, kept or not: the number of the next one.
    var total: Int { dropped + slots.count - start }

    /// The elements that are kept, oldest first.
    var elements: ArraySlice<Element> { slots[start...] }

    /// The kept elements from a number on, with their numbers.
    func elements(from number: Int) -> [(number: Int, element: Element)] {
        let first = min(max(number, dropped), total)
        return slots[(start + first - dropped)...].enumerated().map { (first + $0.offset, $0.element) }
    }

    /// Forgets every element, and begins to number them from 0 again.
    mutating func removeAll() { self = Self(limit: limit, byteLimit: byteLimit) }

    /// Adds an element.
    mutating func append(_ element: Element, bytes size: Int = 0) {
        slots.append(element)
        sizes.append(size)
        bytes += size
        while slots.count - start > 1, slots.count - start > limit || bytes > byteLimit {
            bytes -= sizes[start]
            start += 1
            dropped += 1
        }
        // Moving the rest costs no more than the appends since the last time.
        guard start > slots.count / 2 else { return }
        slots.removeFirst(start)
        sizes.removeFirst(start)
        start = 0
    }
}
