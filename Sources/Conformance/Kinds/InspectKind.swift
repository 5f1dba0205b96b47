public import Wire

/// One thing that `inspect` decodes.
public struct InspectKind: Sendable {
    /// Why the bytes are not what they should be.
    public struct Fault: Error, Sendable {
        /// The fault as it is printed.
        public let json: JSONValue
        /// The fault as the vectors state it: `code at offset`.
        let text: String

        /// Describes a codec's error.
        init(_ error: some WireError) {
            text = "\(error.codeName) at \(error.offset)"
            json = [
                "error": .string(error.codeName), "offset": .number(JSONNumber(error.offset)),
                "requirement": .string(error.requirement), "message": .string(error.message),
            ]
        }
    }

    /// The word behind `inspect`.
    public let name: String
    /// What the bytes are, in half a line.
    public let summary: String
    /// Decodes the bytes strictly.
    public let decode: @Sendable ([UInt8]) throws(Fault) -> JSONValue

    /// Creates a kind from a codec.
    init<Failure: WireError>(
        _ name: String,
        _ summary: String,
        _ decode: @escaping @Sendable ([UInt8]) throws(Failure) -> JSONValue
    ) {
        self.name = name
        self.summary = summary
        self.decode = { (bytes) throws(Fault) in
            do throws(Failure) { return try decode(bytes) } catch { throw Fault(error) }
        }
    }
}
