package import Bot
import Wire

extension Transaction {
    private static let columns = """
        id, name, language, api_key, bot_token, base_url, save_directory, model, system_prompt
        """

    /// The user with this id in Synology Chat.
    package func user(_ id: Int64) throws(StoreError) -> UserSettings? {
        try database.first("SELECT \(Self.columns) FROM users WHERE id = ?", SQLValue(id), map: Self.user)
    }

    /// Every user, by id.
    package func users() throws(StoreError) -> [UserSettings] {
        try database.rows("SELECT \(Self.columns) FROM users ORDER BY id", map: Self.user)
    }

    /// Creates a user, or replaces all settings of one that exists.
    package func save(_ user: UserSettings) throws(StoreError) {
        try database.run(
            """
            INSERT INTO users (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, language = excluded.language, api_key = excluded.api_key,
                bot_token = excluded.bot_token, base_url = excluded.base_url, save_directory = excluded.save_directory,
                model = excluded.model, system_prompt = excluded.system_prompt
            """,
            SQLValue(user.id),
            SQLValue(user.name),
            SQLValue(user.language?.rawValue),
            SQLValue(user.apiKey?.exposed),
            SQLValue(user.botToken?.exposed),
            SQLValue(user.baseURL),
            SQLValue(user.saveDirectory),
            SQLValue(user.model),
            SQLValue(user.systemPrompt)
        )
        try database.run("INSERT OR IGNORE INTO conversations (user_id) VALUES (?)", SQLValue(user.id))
    }

    /// Sets one column of a user; does nothing where there is no such user.
    func set(_ column: StaticString, _ value: String?, of id: Int64) throws(StoreError) {
        try database.run("UPDATE users SET \(column) = ? WHERE id = ?", SQLValue(value), SQLValue(id))
    }

    private static func user(_ row: Row) -> UserSettings {
        var user = UserSettings(id: row.integer(0), name: row.text(1))
        user.language = row.optionalText(2).flatMap { Language(rawValue: $0) }
        user.apiKey = row.optionalText(3).map { Secret($0) }
        user.botToken = row.optionalText(4).map { Secret($0) }
        user.baseURL = row.optionalText(5)
        user.saveDirectory = row.optionalText(6)
        user.model = row.optionalText(7)
        user.systemPrompt = row.optionalText(8)
        return user
    }
}
