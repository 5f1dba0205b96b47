public import Wire

/// The body of an error as the API defines it: four members, each there.
///
/// What the bot reads is ``APIError``, which finds the same in the bodies of other servers; this is the strict reading.
///
/// Source: [Error codes](https://platform.openai.com/docs/guides/error-codes), schema `Error`
public struct ErrorBody: Sendable, Equatable {
    /// What happened, in words.
    public var message: String
    /// The group of the error.
    public var type: String
    /// The parameter at fault, or `nil`.
    public var parameter: String?
    /// The error's name, or `nil`.
    public var code: String?

    /// Decodes a body.
    ///
    /// - Throws: ``OpenAIError`` at the first fault.
    /// - Complexity: O(n).
    public static func decode(_ body: [UInt8]) throws(OpenAIError) -> ErrorBody {
        let error = try JSONCursor(body).required("error").object()
        return ErrorBody(
            message: try error.required("message").string(),
            type: try error.required("type").string(),
            parameter: try error.required("param").stringOrNull(),
            code: try error.required("code").stringOrNull()
        )
    }

    /// What `inspect openai-error` prints.
    public var canonicalJSON: JSONValue {
        [
            "message": .string(message), "type": .string(type), "param": parameter.map { .string($0) } ?? .null,
            "code": code.map { .string($0) } ?? .null,
        ]
    }
}
