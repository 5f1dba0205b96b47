extension HTTPRequest {
    /// The request as JSON: the form in which `inspect http-request` and the vectors of `Specs/http` show it.
    ///
    /// Bytes that are not UTF-8 are shown as hexadecimal digits in a member `value_hex` or `body_hex` instead of `value` or
    /// `body`.
    public var json: JSONValue {
        var object = JSONObject()
        object["method"] = .string(method)
        object["target"] = .string(target.raw)
        object["path"] = .string(target.path)
        object["query"] = target.query.map { .string($0) } ?? .null
        object["authority"] = authority.map { .string($0) } ?? .null
        object["version"] = .string("1.\(minorVersion)")
        object["keepsAlive"] = .bool(keepsAlive)
        object["headers"] = .array(
            headers.indices.map { index in
                var field: JSONObject = ["name": .string(headers[index].name)]
                Self.put(headers.valueBytes(at: index), as: "value", into: &field)
                return .object(field)
            }
        )
        Self.put(body[...], as: "body", into: &object)
        return .object(object)
    }

    private static func put(_ bytes: ArraySlice<UInt8>, as name: String, into object: inout JSONObject) {
        if let text = String(validating: bytes, as: UTF8.self) {
            object[name] = .string(text)
        } else {
            let digits = bytes.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }
            object[name + "_hex"] = .string(digits.joined())
        }
    }
}
