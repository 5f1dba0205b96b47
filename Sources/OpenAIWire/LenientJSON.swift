import Wire

/// How a server's JSON is read: half a surrogate pair becomes U+FFFD, of a repeated name the last value counts, and a
/// byte order mark is skipped, for models emit the first and proxies the others (OAI-024).
enum LenientJSON {
    /// The object, or `nil` where the bytes are no JSON object.
    static func object(_ bytes: [UInt8]) -> JSONValue? {
        let value = try? JSONParser.parse(bytes, surrogates: .replace, repeatedNames: .last, acceptsByteOrderMark: true)
        return value?.object == nil ? nil : value
    }

    /// Whether an object of status 200 holds an error; proxies write an empty one beside a sound answer (OAI-027).
    static func hasError(_ json: JSONValue) -> Bool {
        guard let error = json["error"], !error.isNull else { return false }
        return error.bool != false && error.string?.isEmpty != true
    }

    /// The first byte behind white space and a byte order mark, which tells JSON from a web page and a stream.
    static func firstByte(_ text: some Collection<UInt8>) -> UInt8? { body(text).first }

    /// A text without white space and byte order mark at its start.
    static func body<Text: Collection<UInt8>>(_ text: Text) -> Text.SubSequence {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        return text.dropFirst(text.starts(with: mark) ? 3 : 0).drop { $0 <= 0x20 }
    }
}
