/// Writes a value as JSON: no white space, the fewest escapes, raw UTF-8.
public struct JSONWriter: Sendable {
    /// In which order the members of objects are written.
    public enum Order: Sendable {
        /// As they stand in the value.
        case given
        /// By the UTF-16 code units of their names (RFC 8785 §3.2.3).
        case canonical
    }

    /// What was written so far.
    public private(set) var bytes: [UInt8] = []
    private let order: Order

    /// Creates a writer.
    public init(order: Order = .given) { self.order = order }

    /// Appends a value.
    ///
    /// - Complexity: O(n), and O(m log m) for each object of m members in canonical order.
    public mutating func write(_ value: JSONValue) {
        switch value {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let number): bytes.append(contentsOf: number.text.utf8)
        case .string(let text): write(text)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(ASCII.comma) }
                write(element)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let object): write(object)
        }
    }

    private mutating func write(_ object: JSONObject) {
        bytes.append(UInt8(ascii: "{"))
        for (index, member) in ordered(object.members).enumerated() {
            if index > 0 { bytes.append(ASCII.comma) }
            write(member.name)
            bytes.append(ASCII.colon)
            write(member.value)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private func ordered(_ members: [JSONMember]) -> [JSONMember] {
        guard case .canonical = order else { return members }
        return members.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
    }

    /// Writes a string; what must be escaped takes the shortest form (RFC 8785 §3.2.2.2).
    private mutating func write(_ text: String) {
        bytes.append(ASCII.quote)
        // Most texts need no escape but at line ends: what lies between goes over in one piece.
        var text = text
        text.withUTF8 { utf8 in
            var run = 0
            for index in utf8.indices {
                let byte = unsafe utf8[index]
                guard byte < 0x20 || byte == ASCII.quote || byte == ASCII.backslash else { continue }
                unsafe bytes.append(contentsOf: utf8[run..<index])
                run = index + 1
                escape(byte)
            }
            unsafe bytes.append(contentsOf: utf8[run...])
        }
        bytes.append(ASCII.quote)
    }

    /// Writes a character that must be escaped.
    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case 0x08: escape("b")
        case ASCII.tab: escape("t")
        case ASCII.lineFeed: escape("n")
        case 0x0C: escape("f")
        case ASCII.carriageReturn: escape("r")
        case ..<0x20:
            bytes.append(contentsOf: byte < 0x10 ? "\\u000".utf8 : "\\u001".utf8)
            bytes.append(contentsOf: String(byte & 15, radix: 16).utf8)
        default: bytes.append(contentsOf: [ASCII.backslash, byte])
        }
    }

    private mutating func escape(_ letter: Unicode.Scalar) {
        bytes.append(ASCII.backslash)
        bytes.append(UInt8(ascii: letter))
    }
}

extension JSONValue {
    /// The value in JSON: members in their order, no white space, the fewest escapes, raw UTF-8.
    ///
    /// - Complexity: O(n).
    public func encoded() -> [UInt8] {
        var writer = JSONWriter()
        writer.write(self)
        return writer.bytes
    }

    /// The value in canonical JSON: as ``encoded()``, with the members of every object sorted (RFC 8785 §3.2.3).
    ///
    /// Numbers keep the text they came with; RFC 8785 would round them to floating point.
    public func canonical() -> [UInt8] {
        var writer = JSONWriter(order: .canonical)
        writer.write(self)
        return writer.bytes
    }
}
