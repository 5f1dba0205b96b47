/// As whom the owner wants the program to run: `PUID`, `PGID`, `UMASK`.
public struct AccountWish: Sendable, Equatable {
    /// The user id; `nil` stays.
    public var user: UInt32?
    /// The group id; `nil` stays.
    public var group: UInt32?
    /// The file mode creation mask; `nil` stays.
    public var mask: UInt32?

    /// Creates a wish.
    public init(user: UInt32? = nil, group: UInt32? = nil, mask: UInt32? = nil) {
        self.user = user
        self.group = group
        self.mask = mask
    }
}
