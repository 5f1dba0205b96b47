import Wire

/// A row of `method=user_list`: a person whom the bot can see.
///
/// SYN-117, SYN-118.
public struct SynoUser: Sendable, Equatable {
    /// The id, as requests carry it.
    public var userID: Int64
    /// The log-in name.
    public var username: String
    /// The name that is shown; may be empty.
    public var nickname: String
    /// Whether the account is deleted or disabled, so that a post to it fails with 407.
    public var isGone: Bool

    /// Creates a row.
    public init(userID: Int64, username: String, nickname: String = "", isGone: Bool = false) {
        self.userID = userID
        self.username = username
        self.nickname = nickname
        self.isGone = isGone
    }
}

extension SynoResponse.Success {
    /// The answer of `method=user_list`.
    public init(users: [SynoUser]) {
        let rows = users.map { user -> JSONValue in
            [
                "user_id": .integer(user.userID), "username": .string(user.username),
                "nickname": .string(user.nickname), "type": "human", "deleted": .bool(user.isGone),
                "is_disabled": .bool(user.isGone),
            ]
        }
        self.init(data: ["users": .array(rows)])
    }

    /// The people of a `user_list` answer, or `nil` where `data` is not one.
    ///
    /// Rows without id and name are left out.
    public var users: [SynoUser]? {
        guard case .object(let members) = data, case .array(let rows) = members["users"] else { return nil }
        return rows.compactMap(SynoUser.init)
    }
}

extension SynoUser {
    /// Reads a row; unknown members are ignored.
    fileprivate init?(_ row: JSONValue) {
        guard case .object(let members) = row, case .number(let number) = members["user_id"],
            let userID = DecimalNumber.parse(number.text, from: 1), case .string(let username) = members["username"]
        else { return nil }
        self.init(userID: userID, username: username)
        if case .string(let nickname) = members["nickname"] { self.nickname = nickname }
        isGone = members["deleted"] == .bool(true) || members["is_disabled"] == .bool(true)
    }
}
