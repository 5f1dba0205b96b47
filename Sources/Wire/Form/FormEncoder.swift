/// Writes `application/x-www-form-urlencoded` that every reader understands the same way.
///
/// Everything but `A-Z a-z 0-9 - . _ ~` is percent-coded, a space as `%20`: the URL Standard's own serializer writes `+`,
/// which readers of plain percent-coding take for a plus sign.
public struct FormEncoder: Sendable {
    /// The form so far.
    public private(set) var bytes: [UInt8] = []

    /// Creates an encoder with an empty form.
    public init() {}

    /// Appends a pair.
    ///
    /// - Complexity: O(n).
    public mutating func append(_ name: String, _ value: some Sequence<UInt8>) {
        if !bytes.isEmpty { bytes.append(ASCII.ampersand) }
        PercentCoding.encode(name.utf8, into: &bytes)
        bytes.append(ASCII.equals)
        PercentCoding.encode(value, into: &bytes)
    }

    /// Appends a pair.
    ///
    /// - Complexity: O(n).
    public mutating func append(_ name: String, _ value: String) { append(name, value.utf8) }

    /// The form of pairs, in their order.
    ///
    /// - Complexity: O(n).
    public static func encode(_ pairs: [(name: String, value: String)]) -> [UInt8] {
        var encoder = FormEncoder()
        for pair in pairs { encoder.append(pair.name, pair.value) }
        return encoder.bytes
    }
}
