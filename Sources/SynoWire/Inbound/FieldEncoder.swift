internal import Wire

/// Writes form fields, leaving out those without a value.
struct FieldEncoder {
    private var form = FormEncoder()

    /// The body so far.
    var bytes: [UInt8] { form.bytes }

    /// Appends a field, or nothing for `nil`.
    mutating func append(_ name: String, _ value: String?) {
        if let value { form.append(name, value) }
    }

    /// Appends a decimal number, or nothing for `nil`.
    mutating func append(_ name: String, _ value: Int64?) { append(name, value.map(String.init)) }

    /// Appends a field whose value is given as bytes.
    mutating func append(_ name: String, utf8 value: some Sequence<UInt8>) { form.append(name, value) }
}
