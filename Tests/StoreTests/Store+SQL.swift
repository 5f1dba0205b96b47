import ServiceSupport

@testable import Store

extension Store {
    /// Runs SQL in a transaction of its own.
    func sql(_ text: String) async throws {
        try await write { transaction throws(StoreError) in try transaction.database.execute(text) }
    }
}
