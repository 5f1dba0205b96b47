public import Bot

extension Transaction {
    /// The token pinned for a slash command, or `nil`.
    public func pinnedToken(_ command: String) throws(StoreError) -> Secret? {
        try database.first("SELECT token FROM pins WHERE command = ?", SQLValue(command)) { Secret($0.text(0)) }
    }

    /// Pins a command's token unless one is pinned already.
    ///
    /// - Returns: the token that is pinned now.
    public func pin(_ token: Secret, for command: String) throws(StoreError) -> Secret {
        try database.run(
            "INSERT OR IGNORE INTO pins (command, token) VALUES (?, ?)",
            SQLValue(command),
            SQLValue(token.exposed)
        )
        return try pinnedToken(command) ?? token
    }

    /// Forgets a command's token.
    ///
    /// - Returns: whether there was one.
    public func unpin(_ command: String) throws(StoreError) -> Bool {
        try database.run("DELETE FROM pins WHERE command = ?", SQLValue(command)) > 0
    }
}
