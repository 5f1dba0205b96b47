/// As whom the owner wants the program to run: `PUID`, `PGID`, `UMASK`.
package struct AccountWish: Sendable, Equatable {
    /// The user id; `nil` stays.
    package var user: UInt32?
    /// The group id; `nil` stays.
    package var group: UInt32?
    /// The file mode creation mask; `nil` stays.
    package var mask: UInt32?

    /// Creates a wish.
    package init(user: UInt32? = nil, group: UInt32? = nil, mask: UInt32? = nil) {
        self.user = user
        self.group = group
        self.mask = mask
    }
}
