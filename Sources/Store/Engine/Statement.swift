import CSQLite

/// A prepared statement.
///
/// Owned by its ``Database`` and used on that database's thread alone.
struct Statement: ~Copyable {
    private let pointer: OpaquePointer

    init(_ sql: String, in connection: OpaquePointer) throws(StoreError) {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let prepared else { throw StoreError(sqlite: code, doing: "prepare a statement") }
        pointer = prepared
    }

    deinit { sqlite3_finalize(pointer) }

    func bind(_ values: [SQLValue]) throws(StoreError) {
        for (index, value) in values.enumerated() {
            let place = Int32(index + 1)
            let code =
                switch value {
                case .null: sqlite3_bind_null(pointer, place)
                case .integer(let number): sqlite3_bind_int64(pointer, place, number)
                case .text(let text): bind(text, at: place)
                }
            guard code == SQLITE_OK else { throw StoreError(sqlite: code, doing: "bind a value") }
        }
    }

    private func bind(_ text: String, at place: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            // A null pointer would bind NULL, and an empty text is not NULL.
            guard let start = bytes.baseAddress else { return sqlite3_bind_text(pointer, place, "", 0, nil) }
            return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                sqlite3_bind_text(pointer, place, $0, Int32(bytes.count), csqlite_transient())
            }
        }
    }

    /// Goes on to the next row; false at the end.
    func step() throws(StoreError) -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        // sqlite3_step gives the primary code alone in some builds; the connection knows the extended one.
        case let code:
            let extended = sqlite3_extended_errcode(sqlite3_db_handle(pointer))
            throw StoreError(sqlite: extended & 0xFF == code & 0xFF ? extended : code, doing: "run a statement")
        }
    }

    /// Makes the statement ready for the next use and gives its row up.
    func reset() {
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
    }

    /// The current row.
    var row: Row { Row(pointer) }
}

/// The columns of a statement's current row; valid only inside the closure that receives it.
struct Row {
    private let pointer: OpaquePointer

    fileprivate init(_ pointer: OpaquePointer) { self.pointer = pointer }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

    func int(_ column: Int32) -> Int { Int(integer(column)) }

    func bool(_ column: Int32) -> Bool { integer(column) != 0 }

    /// The text, also one with a NUL inside; empty for NULL.
    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(pointer, column) else { return "" }
        let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column)))
        return String(decoding: bytes, as: UTF8.self)
    }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }
}
