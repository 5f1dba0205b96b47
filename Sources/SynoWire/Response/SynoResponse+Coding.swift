public import Wire

extension SynoResponse {
    /// Decodes an answer's body.
    ///
    /// - Throws: ``SynoError``: `not-json` for HTML, an empty body and other text (SYN-111); the JSON parser's own code
    ///   for malformed JSON; `missing-field` and `bad-member` for JSON of another shape.
    /// - Complexity: O(n).
    public static func decode(_ body: [UInt8]) throws(SynoError) -> SynoResponse {
        let start = body.firstIndex { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } ?? body.count
        guard start < body.count, body[start] == UInt8(ascii: "{") else {
            let kind = start == body.count ? "empty" : body[start] == UInt8(ascii: "<") ? "HTML" : "no JSON object"
            throw SynoError(
                .notJSON,
                at: start,
                "SYN-111",
                "The answer is \(kind): check the base URL, the proxy, and that Synology Chat Server runs."
            )
        }
        let value: JSONValue
        do { value = try JSONParser.parse(body) } catch { throw SynoError(json: error, at: error.offset) }
        guard case .object(let root) = value else { preconditionFailure("a document that begins with { is an object") }
        guard case .bool(let success) = root["success"] else {
            throw SynoError(
                root["success"] == nil ? .missingField : .badMember,
                at: body.count,
                "SYN-110",
                "The answer has no member success that is true or false."
            )
        }
        return success ? .success(try Success(data: root["data"] ?? .null, end: body.count)) : .failure(Failure(root))
    }

    /// The body that Synology Chat sends for this answer.
    public func encoded() -> [UInt8] {
        switch self {
        case .success(let success):
            success.data == .null
                ? JSONValue.object(["success": true]).encoded()
                : JSONValue.object(["data": success.data, "success": true]).encoded()
        case .failure(let failure):
            JSONValue.object(["error": failure.json, "success": false]).encoded()
        }
    }

    /// What `inspect syno-response` prints.
    public var canonicalJSON: JSONValue {
        switch self {
        case .success(let success):
            [
                "success": true,
                "posts": .array(
                    success.posts.map { ["user_id": .integer($0.userID), "post_id": .integer($0.postID)] }
                ),
                "failed": .array(success.failedUserIDs.map { .integer($0) }), "data": success.data,
            ]
        case .failure(let failure):
            [
                "success": false, "code": .integer(failure.code.rawValue), "name": .string(failure.code.name),
                "retry": .string(failure.code.retry.rawValue), "errors": .optional(failure.detail.text),
            ]
        }
    }
}

extension SynoResponse.Success {
    /// The success of a chatbot post: `data` as Synology Chat writes it.
    public init(delivered posts: [SynoResponse.Delivered], failed: [Int64] = []) {
        var map = JSONObject()
        for post in posts { map.append(String(post.userID), .integer(post.postID)) }
        self.init(
            posts: posts,
            failedUserIDs: failed,
            data: [
                "fail": failed.isEmpty ? .null : .array(failed.map { .integer($0) }),
                "succ": ["user_id_post_map": .object(map)],
            ]
        )
    }

    /// Reads `data` of an answer; members that are not those of a chatbot post are left alone.
    ///
    /// SYN-115.
    init(data: JSONValue, end: Int) throws(SynoError) {
        self.init(data: data)
        guard case .object(let members) = data else { return }
        if case .object(let success) = members["succ"], case .object(let map) = success["user_id_post_map"] {
            for member in map.members {
                guard let userID = DecimalNumber.parse(member.name, from: 1),
                    case .number(let number) = member.value, let postID = DecimalNumber.parse(number.text, from: 1)
                else {
                    throw SynoError(
                        .badMember,
                        at: end,
                        "SYN-115",
                        "The member user_id_post_map does not map decimal user ids to post ids."
                    )
                }
                posts.append(SynoResponse.Delivered(userID: userID, postID: postID))
            }
        }
        failedUserIDs = try Self.failed(members["fail"] ?? .null, end: end)
    }

    /// The user ids of `fail`: null, a list, or an object by user id; its shape was never captured.
    ///
    /// SYN-114.
    private static func failed(_ value: JSONValue, end: Int) throws(SynoError) -> [Int64] {
        let texts: [String?]
        switch value {
        case .null: return []
        case .array(let values): texts = values.map(Self.digits)
        case .object(let object): texts = object.members.map(\.name)
        default: texts = [nil]
        }
        var identifiers: [Int64] = []
        for text in texts {
            guard let identifier = text.flatMap({ DecimalNumber.parse($0, from: 1) }) else {
                throw SynoError(.badMember, at: end, "SYN-114", "The member fail does not name user ids.")
            }
            identifiers.append(identifier)
        }
        return identifiers
    }

    private static func digits(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .number(let number): number.text
        default: nil
        }
    }
}

extension SynoResponse.Failure {
    /// Reads `error`; a failure without a code that can be read is 100, unknown.
    ///
    /// SYN-116.
    init(_ root: JSONObject) {
        self.init(code: .unknown)
        guard case .object(let error) = root["error"] else { return }
        if case .number(let number) = error["code"], let code = number.int64 {
            self.code = SynoErrorCode(rawValue: code)
        }
        switch error["errors"] {
        case .string(let text): detail = .text(text)
        case .object(let object):
            guard case .string(let name) = object["name"], case .string(let reason) = object["reason"] else { return }
            detail = .parameter(name: name, reason: reason)
        default: break
        }
    }

    /// The member `error`.
    var json: JSONValue {
        switch detail {
        case .none: ["code": .integer(code.rawValue)]
        case .text(let text): ["code": .integer(code.rawValue), "errors": .string(text)]
        case .parameter(let name, let reason):
            [
                "code": .integer(code.rawValue),
                "errors": ["name": .string(name), "reason": .string(reason)],
            ]
        }
    }
}

extension SynoResponse {
    /// Whether a success of a form that cannot be read reached a user: it has a post for them, or `fail` is empty in
    /// whatever way (SYN-114).
    ///
    /// - Parameters:
    ///   - user: the one user whom the post was for.
    ///   - body: an answer that was refused for SYN-114 or SYN-115.
    /// - Returns: whether they have the post.
    public static func reaches(_ user: Int64, _ body: [UInt8]) -> Bool {
        guard let data = try? JSONParser.parse(body)["data"] else { return true }
        if data["succ"]?["user_id_post_map"]?[String(user)] != nil { return true }
        switch data["fail"] {
        case nil, .null, .bool(false): return true
        case .array(let values): return values.isEmpty
        case .object(let object): return object.members.isEmpty
        default: return false
        }
    }
}
