/// Users in the order of their arrival, each at most once.
struct FairQueue: Sendable {
    private var order: [Int64] = []
    private var head = 0
    private var members: Set<Int64> = []

    var isEmpty: Bool { members.isEmpty }

    var count: Int { members.count }

    /// Puts a user at the end, unless it waits already.
    mutating func append(_ user: Int64) {
        if members.insert(user).inserted { order.append(user) }
    }

    /// Takes the first.
    mutating func pop() -> Int64? {
        guard head < order.count else { return nil }
        let user = order[head]
        head += 1
        if head > 64, head * 2 > order.count {
            order.removeFirst(head)
            head = 0
        }
        members.remove(user)
        return user
    }
}
