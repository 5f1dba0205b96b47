package import Bot
package import Store
import SynoWire
import Testing
import Wire

/// A store in a folder of its own, with two users.
package final class StoreFixture {
    /// The bot's token.
    package static let token = "k7Qm2ZxV9bNcR4tYwE6uIoP1aSdFgHjL3XvB8nM5KzJhTqWeRyUiOpAsDfGhJkC0"

    /// The data directory.
    package let folder: TemporaryFolder
    /// The store.
    package let store: Store

    /// Opens the store.
    package init(probeInterval: Double = 1) async throws {
        folder = try TemporaryFolder()
        store = try Store.open(directory: folder.path, probeInterval: probeInterval)
        for (id, name) in [(4, "alice"), (5, "bob")] {
            try await store.write { transaction throws(StoreError) in
                try transaction.save(UserSettings(id: Int64(id), name: name))
            }
        }
    }

    deinit { store.close() }

    /// Keeps a message.
    package func accept(_ message: IncomingMessage) async throws -> Acceptance {
        try await store.write { transaction throws(StoreError) in try transaction.accept(message) }
    }
}

extension Store {
    /// A message of a user; without a number it has a timestamp.
    package func message(
        _ text: String,
        post: Int64?,
        user: Int64 = 4,
        at time: Int64 = 1_000,
        token: String = StoreFixture.token
    ) throws -> IncomingMessage {
        let token = try #require(Secret(token: token))
        let key = post.map(DeliveryKey.post) ?? .content(userID: user, timestamp: 7, text: text)
        let mark = DeliveryMark(key, token: token, hash: markHash)
        return IncomingMessage(
            route: .bot,
            userID: user,
            userName: "",
            token: token,
            text: text,
            mark: mark,
            receivedAt: time
        )
    }

    /// Writes, and waits for the commit.
    package func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws(StoreError) -> T) async throws -> T
    {
        try await withCheckedContinuation { continuation in
            write(body) { continuation.resume(returning: $0) }
        }.get()
    }

    /// Reads, and waits for the result.
    package func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws(StoreError) -> T) async throws -> T
    {
        try await withCheckedContinuation { continuation in
            read(body) { continuation.resume(returning: $0) }
        }.get()
    }

    /// Waits until writing works again.
    package func recovery() async {
        await withCheckedContinuation { continuation in
            let once = Once { continuation.resume() }
            onRecovery { once.run() }
            if health.isOK { once.run() }
        }
    }
}
