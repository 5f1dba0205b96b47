/// A strict JSON parser (RFC 8259): bytes in any pieces in, one value or one typed error out.
///
/// ```swift
/// let value = try JSONParser.parse(Array(#"{"a": [1, "é"]}"#.utf8))
/// ```
///
/// It refuses what RFC 8259 §4 only advises against, a name standing twice, because two readers of such a text may see
/// two different values. The text is collected and read when it is complete: on these wires a JSON text is always
/// bounded and useless before its last byte.
public struct JSONParser: Sendable {
    /// What becomes of an escaped surrogate without its other half (RFC 8259 §8.2 calls the outcome unpredictable).
    public enum Surrogates: Sendable {
        /// The text is refused.
        case reject
        /// It becomes U+FFFD.
        case replace
    }

    /// How to treat a repeated name in one object (RFC 8259 §4 calls the outcome unpredictable).
    public enum RepeatedNames: Sendable {
        /// The text is refused.
        case reject
        /// The last value stays, in the place of the first.
        case last
    }

    private let limits: JSONLimits
    private let surrogates: Surrogates
    private let repeatedNames: RepeatedNames
    private let acceptsByteOrderMark: Bool
    private var buffer: [UInt8] = []

    /// Creates a parser.
    ///
    /// - Parameters:
    ///   - limits: How deep and how large the text may be.
    ///   - surrogates: What becomes of a lone surrogate.
    ///   - repeatedNames: How to treat a repeated name.
    ///   - acceptsByteOrderMark: Whether one leading U+FEFF is skipped, as RFC 8259 §8.1 allows.
    public init(
        limits: JSONLimits = JSONLimits(),
        surrogates: Surrogates = .reject,
        repeatedNames: RepeatedNames = .reject,
        acceptsByteOrderMark: Bool = false
    ) {
        self.limits = limits
        self.surrogates = surrogates
        self.repeatedNames = repeatedNames
        self.acceptsByteOrderMark = acceptsByteOrderMark
    }

    /// Takes the next bytes of the text.
    ///
    /// - Throws: ``JSONError`` with ``JSONFault/tooLarge`` once the text exceeds the limit.
    public mutating func receive(_ bytes: some Sequence<UInt8>) throws(JSONError) {
        buffer.append(contentsOf: bytes)
        guard buffer.count <= limits.maximumBytes else { throw JSONError(.tooLarge, at: limits.maximumBytes) }
    }

    /// Reads the text, now complete, and makes the parser ready for another.
    ///
    /// - Throws: ``JSONError`` at the first fault.
    /// - Complexity: O(n).
    public mutating func finish() throws(JSONError) -> JSONValue {
        let text = buffer
        buffer = []
        return try read(text)
    }

    /// Reads a whole text.
    ///
    /// - Throws: ``JSONError`` at the first fault.
    /// - Complexity: O(n).
    public static func parse(
        _ bytes: [UInt8],
        limits: JSONLimits = JSONLimits(),
        surrogates: Surrogates = .reject,
        repeatedNames: RepeatedNames = .reject,
        acceptsByteOrderMark: Bool = false
    ) throws(JSONError) -> JSONValue {
        let parser = JSONParser(
            limits: limits,
            surrogates: surrogates,
            repeatedNames: repeatedNames,
            acceptsByteOrderMark: acceptsByteOrderMark
        )
        return try parser.read(bytes)
    }

    private func read(_ text: [UInt8]) throws(JSONError) -> JSONValue {
        guard text.count <= limits.maximumBytes else { throw JSONError(.tooLarge, at: limits.maximumBytes) }
        var reader = JSONReader(limits: limits, surrogates: surrogates, repeatedNames: repeatedNames)
        // RFC 8259 §8.1: "parsers MAY ignore the presence of a byte order mark rather than treating it as an error".
        if text.starts(with: [0xEF, 0xBB, 0xBF]) {
            guard acceptsByteOrderMark else { throw JSONError(.byteOrderMark, at: 0) }
            reader.position = 3
        }
        return try reader.document(text.span)
    }
}

/// The bounds of what a ``JSONParser`` accepts (RFC 8259 §9 leaves them to the implementation).
public struct JSONLimits: Sendable, Equatable {
    /// How many arrays and objects may stand inside one another; a value outside 0...512 is moved into it.
    public let maximumDepth: Int
    /// How many bytes the whole text may have.
    public let maximumBytes: Int

    /// Creates limits: 64 levels and 16 MiB, unless given.
    public init(maximumDepth: Int = 64, maximumBytes: Int = 1 << 24) {
        self.maximumDepth = min(max(maximumDepth, 0), 512)
        self.maximumBytes = maximumBytes
    }
}
