import Bot
import HTTPClient
import ServiceSupport
import Simulator
import Synchronization
import SynoWire
import TestSupport
import Testing
import Wire
import Platform

@testable import Service
@testable import Store

/// A store, a simulated Synology Chat and turns and posts between them.
final class DeliveryFixture {
    let folder: TemporaryFolder
    let chat: SynologyChatServer
    let client: HTTPClient
    let model: ScriptedModel
    private(set) var store: Store
    private(set) var delivery: Delivery
    private let limit: Int
    private let sendInterval: Double
    private var posts: Int64 = 0

    init(
        holding: Bool = false,
        calls: Int = 64,
        textLimit: Int = 1_800,
        users: [Int64] = [4, 5],
        sendInterval: Double = 0.001
    ) async throws {
        folder = try TemporaryFolder()
        var configuration = SynologyChatConfiguration(
            users: users.map { SynoUser(userID: $0, username: "user\($0)") },
            botToken: try #require(Secret(token: StoreFixture.token))
        )
        configuration.postInterval = 0
        configuration.textLimit = textLimit
        configuration.timeout = Patience.seconds
        chat = try SynologyChatServer(configuration: configuration)
        client = try HTTPClient()
        model = ScriptedModel(holding: holding)
        limit = calls
        self.sendInterval = sendInterval
        store = try Store.open(directory: folder.path)
        delivery = Self.delivery(store, client, model, calls, sendInterval)
        for user in users { try await add(user, at: chat.baseURL) }
        delivery.start()
    }

    deinit {
        client.shutdown()
        store.close()
        chat.stop()
    }

    static func delivery(
        _ store: Store,
        _ client: HTTPClient,
        _ model: ScriptedModel,
        _ calls: Int,
        _ sendInterval: Double = 0.001
    ) -> Delivery {
        var defaults = BotDefaults()
        defaults.language = .en
        defaults.contextWindow = 1_000_000
        var configuration = DeliveryConfiguration(defaults: defaults)
        configuration.sendInterval = sendInterval
        configuration.maximumCalls = calls
        configuration.postTimeout = Patience.seconds
        return Delivery(
            store: store,
            client: client,
            model: model,
            configuration: configuration,
            log: Log(level: .error) { _ in }
        )
    }

    func add(_ id: Int64, at base: String) async throws {
        try await store.write { transaction throws(StoreError) in
            var user = UserSettings(id: id, name: "user\(id)")
            user.baseURL = base
            user.botToken = Secret(StoreFixture.token)
            try transaction.save(user)
        }
    }

    /// Sends a message as the webhook would, and comes back when it is acknowledged.
    func send(_ text: String, from user: Int64 = 4) async throws {
        posts += 1
        let message = try store.message(text, post: posts, user: user, at: WallClock.milliseconds())
        let accepted = try await store.write { transaction throws(StoreError) in try transaction.accept(message) }
        if case .accepted = accepted { delivery.turns.signal([.accepted(user)]) }
    }

    func apply(_ effects: CommandEffect..., for user: Int64 = 4) async throws {
        let signals = try await store.write { transaction throws(StoreError) in
            try transaction.apply(effects, for: user, now: 1)
        }
        delivery.turns.signal(signals)
    }

    func drain(seconds: Double) async {
        await withCheckedContinuation { continuation in
            delivery.drain(seconds: seconds) { continuation.resume() }
        }
    }

    /// Ends delivery and the store, and starts both again on the same folder.
    func restart() async throws {
        await drain(seconds: 0)
        store.close()
        store = try Store.open(directory: folder.path)
        delivery = Self.delivery(store, client, model, limit, sendInterval)
        delivery.start()
    }

    func texts(_ user: Int64 = 4, count: Int) async -> [String]? {
        await chat.posts(to: user, count: count)?.map(\.text)
    }

    func context(_ user: Int64 = 4) async throws -> CommandContext {
        try await store.read { transaction throws(StoreError) in
            try transaction.context(user: user, name: "", defaults: BotDefaults())
        }
    }
}

extension EventQueue {
    /// Looks at the state after the events that have come so far.
    func inOrder<T: Sendable>(_ body: @escaping @Sendable (State) -> T) async -> T {
        await withCheckedContinuation { continuation in
            on { continuation.resume(returning: body($0)) }
        }
    }
}
