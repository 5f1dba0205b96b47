import Bot
import Wire

/// The key under which marks are hashed: random, made once for each database.
enum MarkKey {
    /// Makes the key, and hashes the marks that earlier versions kept in clear.
    static func introduce(_ database: Database) throws(StoreError) {
        var random = SystemRandomNumberGenerator()
        try database.run(
            "INSERT INTO mark_key (id, first, last) VALUES (1, ?, ?)",
            SQLValue(Int64(bitPattern: random.next())),
            SQLValue(Int64(bitPattern: random.next()))
        )
        let hash = try read(database)
        var last: Int64 = 0
        while true {
            let marks = try database.rows(
                "SELECT id, mark FROM inbox WHERE id > ? AND mark IS NOT NULL ORDER BY id LIMIT 256",
                SQLValue(last)
            ) { (id: $0.integer(0), mark: $0.text(1)) }
            guard let end = marks.last else { return }
            for (id, mark) in marks {
                try database.run(
                    "UPDATE inbox SET mark = ? WHERE id = ?",
                    SQLValue(DeliveryMark.hashed(mark, hash)),
                    SQLValue(id)
                )
            }
            last = end.id
        }
    }

    /// The hash under the database's key.
    static func read(_ database: Database) throws(StoreError) -> SipHash {
        let hash = try database.first("SELECT first, last FROM mark_key") { row in
            SipHash(first: UInt64(bitPattern: row.integer(0)), last: UInt64(bitPattern: row.integer(1)))
        }
        guard let hash else { throw StoreError(kind: .corrupt, message: "The database has lost its key of marks.") }
        return hash
    }
}
