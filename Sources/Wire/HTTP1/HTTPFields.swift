/// The field lines of a message, in the order received.
///
/// The bytes stay where the parser put them; names and values become text when asked for.
public struct HTTPFields: Sendable, RandomAccessCollection {
    /// The position of one field in the storage.
    struct Entry: Sendable {
        var nameStart: UInt32
        var nameEnd: UInt32
        var valueStart: UInt32
        var valueEnd: UInt32
    }

    private(set) var storage: [UInt8]
    private(set) var entries: [Entry]

    /// Creates an empty collection.
    public init() {
        storage = []
        entries = []
    }

    /// Creates a collection over the bytes of a message head.
    init(storage: [UInt8], entries: [Entry]) {
        self.storage = storage
        self.entries = entries
    }

    /// The position of the first field.
    public var startIndex: Int { 0 }

    /// The position past the last field.
    public var endIndex: Int { entries.count }

    /// The field at a position.
    public subscript(position: Int) -> HTTPField {
        HTTPField(
            name: String(decoding: nameBytes(at: position), as: UTF8.self),
            value: String(decoding: valueBytes(at: position), as: UTF8.self)
        )
    }

    /// The value of the first field of this name in any case, or `nil`.
    public subscript(name: String) -> String? {
        bytes(of: name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes of the value of the first field of this name in any case, or `nil`.
    public func bytes(of name: String) -> ArraySlice<UInt8>? {
        position(of: name).map { valueBytes(at: $0) }
    }

    /// The values of all fields of this name in any case, in order.
    public func values(of name: String) -> [String] {
        indices.filter { matches(name, at: $0) }.map { String(decoding: valueBytes(at: $0), as: UTF8.self) }
    }

    /// Adds a field at the end.
    public mutating func append(name: String, value: String) {
        let nameStart = UInt32(storage.count)
        storage.append(contentsOf: name.utf8)
        let valueStart = UInt32(storage.count)
        storage.append(contentsOf: value.utf8)
        entries.append(
            Entry(
                nameStart: nameStart,
                nameEnd: valueStart,
                valueStart: valueStart,
                valueEnd: UInt32(storage.count)
            )
        )
    }

    /// The bytes of a name.
    func nameBytes(at position: Int) -> ArraySlice<UInt8> {
        storage[Int(entries[position].nameStart)..<Int(entries[position].nameEnd)]
    }

    /// The bytes of a value.
    func valueBytes(at position: Int) -> ArraySlice<UInt8> {
        storage[Int(entries[position].valueStart)..<Int(entries[position].valueEnd)]
    }

    private func position(of name: String) -> Int? {
        indices.first { matches(name, at: $0) }
    }

    private func matches(_ name: String, at position: Int) -> Bool {
        HTTPByteClass.equal(nameBytes(at: position), name)
    }
}

extension HTTPFields: Equatable {
    /// Equal when names and values are the same bytes in the same order.
    public static func == (left: HTTPFields, right: HTTPFields) -> Bool {
        left.count == right.count
            && left.indices.allSatisfy {
                left.nameBytes(at: $0) == right.nameBytes(at: $0) && left.valueBytes(at: $0) == right.valueBytes(at: $0)
            }
    }
}

extension HTTPFields: ExpressibleByDictionaryLiteral {
    /// Creates a collection from names and values, in the order written.
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init()
        for (name, value) in elements { append(name: name, value: value) }
    }
}

/// One field line of a message: a name and its value without the white space around it.
///
/// Names are compared without regard to case (RFC 9110 §5.1). A value is opaque bytes; ``value`` shows invalid UTF-8 as
/// U+FFFD.
public struct HTTPField: Sendable, Equatable {
    /// The name as it was written.
    public let name: String
    /// The value as text.
    public let value: String

    /// Creates a field from its two texts.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
