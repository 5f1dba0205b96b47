internal import Wire

/// How a server's JSON is read: half a surrogate pair becomes U+FFFD, of a repeated name the last value counts, and a
/// byte order mark is skipped, for models emit the first and proxies the others (OAI-024).
enum LenientJSON {
    /// The object, or `nil` where the bytes are no JSON object.
    static func object(_ bytes: [UInt8]) -> JSONValue? {
        let value = try? JSONParser.parse(bytes, surrogates: .replace, repeatedNames: .last, acceptsByteOrderMark: true)
        return value?.object == nil ? nil : value
    }
}
