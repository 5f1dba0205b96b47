package import Bot
package import Wire

extension Transaction {
    /// The token pinned for a slash command, or `nil`.
    package func pinnedToken(_ command: CommandName) throws(StoreError) -> Secret? {
        try database.first("SELECT token FROM pins WHERE command = ?", SQLValue(command.rawValue)) {
            Secret($0.text(0))
        }
    }

    /// Pins a command's token unless one is pinned already.
    ///
    /// - Returns: the token that is pinned now.
    package func pin(_ token: Secret, for command: CommandName) throws(StoreError) -> Secret {
        try database.run(
            "INSERT OR IGNORE INTO pins (command, token) VALUES (?, ?)",
            SQLValue(command.rawValue),
            SQLValue(token.exposed)
        )
        return try pinnedToken(command) ?? token
    }

    /// Forgets a command's token.
    ///
    /// - Returns: whether there was one.
    package func unpin(_ command: CommandName) throws(StoreError) -> Bool {
        try database.run("DELETE FROM pins WHERE command = ?", SQLValue(command.rawValue)) > 0
    }
}

extension Store {
    /// Forgets a command's token in a database file, also while the bot runs: its lock of the directory is for a second bot.
    ///
    /// - Returns: whether there was one.
    package static func unpin(_ command: CommandName, at path: String) throws(StoreError) -> Bool {
        try Transaction(database: Database(path: path)).unpin(command)
    }
}
