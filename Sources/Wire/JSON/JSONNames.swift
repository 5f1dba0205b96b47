/// The names seen so far in one object, told apart by their bytes.
///
/// A few names are compared one by one; from sixteen on a hash table keeps the cost linear for hostile texts.
struct JSONNames {
    private struct Name: Hashable {
        let text: String

        static func == (left: Self, right: Self) -> Bool { left.text.hasSameBytes(as: right.text) }

        func hash(into hasher: inout Hasher) {
            for byte in text.utf8 { hasher.combine(byte) }
        }
    }

    private var table: Set<Name> = []

    /// Notes a name.
    ///
    /// - Returns: `false` where one of `members` has it.
    @inline(__always)
    mutating func insert(_ name: String, after members: [JSONMember]) -> Bool {
        guard members.count < 16 else { return insertIntoTable(name, after: members) }
        for member in members where member.name.hasSameBytes(as: name) { return false }
        return true
    }

    private mutating func insertIntoTable(_ name: String, after members: [JSONMember]) -> Bool {
        if table.isEmpty {
            for member in members { table.insert(Name(text: member.name)) }
        }
        return table.insert(Name(text: name)).inserted
    }
}
