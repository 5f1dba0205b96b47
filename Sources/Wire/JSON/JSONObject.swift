/// An object: members in the order in which they were written, no name twice.
///
/// Names are compared by their UTF-8 bytes. Looking up a name takes time in proportion to the number of members, which
/// for the objects on these wires is less than hashing would cost.
public struct JSONObject: Sendable, Equatable {
    /// The members, in order.
    public private(set) var members: [JSONMember]

    /// Creates an empty object.
    public init() { members = [] }

    /// Takes over members whose names are known to differ.
    init(distinct members: [JSONMember]) { self.members = members }

    /// The value of a name, or `nil` without one.
    ///
    /// Setting a value replaces it in its place or appends the member; setting `nil` removes it.
    ///
    /// - Complexity: O(n) in the number of members.
    public subscript(_ name: String) -> JSONValue? {
        get { index(of: name).map { members[$0].value } }
        set {
            switch (index(of: name), newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(JSONMember(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Sets the value of a name; a new name goes to the end.
    ///
    /// - Complexity: O(n) in the number of members.
    public mutating func append(_ name: String, _ value: JSONValue) { self[name] = value }

    private func index(of name: String) -> Int? { members.firstIndex { $0.name.hasSameBytes(as: name) } }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Creates an object with the members in the order of the literal; of a repeated name the last value stays.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init()
        for (name, value) in elements { self[name] = value }
    }
}

/// A name and its value inside a ``JSONObject``.
public struct JSONMember: Sendable, Equatable {
    /// The name, unescaped.
    public let name: String
    /// The value.
    public var value: JSONValue

    /// Creates a member.
    public init(name: String, value: JSONValue) {
        self.name = name
        self.value = value
    }

    /// Whether names and values are the same, byte for byte.
    public static func == (left: Self, right: Self) -> Bool {
        left.name.hasSameBytes(as: right.name) && left.value == right.value
    }
}

extension String {
    /// Whether both texts are the same bytes; `==` would also unite the composed and the decomposed é.
    ///
    /// Equal bytes are always `==`, which is the faster question.
    @inline(__always)
    package func hasSameBytes(as other: String) -> Bool { self == other && utf8.elementsEqual(other.utf8) }
}
