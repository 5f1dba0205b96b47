import Dispatch
import HTTPClient
import HTTPServer
import Store
import Synchronization

/// The whole bot of one process: store, delivery, model client and listener, in the order they depend on one another.
package final class BotServer: Sendable {
    let store: Store
    private let delivery: Delivery
    private let router: Router
    private let server: HTTPServer
    private let client: HTTPClient
    private let log: Log

    /// The port it listens on.
    package var port: UInt16 { server.port }

    /// Opens the data directory and binds the port; nothing is answered before ``start()``.
    ///
    /// - Throws: ``StartError`` with one sentence for the owner.
    package init(_ configuration: Configuration, log: Log) throws(StartError) {
        self.log = log
        do throws(StoreError) {
            store = try Store.open(
                directory: configuration.dataDirectory,
                probeInterval: configuration.storeWait
            )
        } catch { throw StartError(error.message) }
        if let warning = store.warning { log.warning("store.network", ["reason": LogValue(warning)]) }
        do throws(HTTPClientError) {
            client = try HTTPClient()
        } catch { throw StartError(error.message) }
        var limits = DeliveryConfiguration(defaults: configuration.bot)
        limits.maximumCalls = configuration.maximumCalls
        limits.sendInterval = configuration.sendInterval
        limits.storeWait = configuration.storeWait
        limits.tls = configuration.synologyTLS
        let model = OpenAIClient(client: client, configuration: configuration, log: log)
        delivery = Delivery(
            store: store,
            client: client,
            model: model,
            configuration: limits,
            log: log
        )
        let router = Router(
            store: store,
            delivery: delivery,
            configuration: configuration,
            deviations: model.deviations,
            log: log
        )
        self.router = router
        do throws(HTTPServerError) {
            server = try HTTPServer(
                configuration: .init(hosts: configuration.hosts, port: configuration.port),
                handler: { request, exchange in router.handle(request, exchange) }
            )
        } catch { throw StartError(error.description) }
    }

    /// Goes on with what the last process left, and answers requests.
    package func start() {
        let store = store
        let log = log
        store.onRecovery { log.info("store.recovered") }
        delivery.start()
        server.start()
        log.info("listening", ["port": LogValue(server.port), "version": LogValue(Product.version)])
    }

    /// Stops accepting, ends or parks what runs, commits, and closes everything; blocks at most about `seconds`.
    package func stop(seconds: Double = 10) {
        router.beginDraining()
        let began = DispatchTime.now()
        _ = server.drain(seconds: min(2, seconds / 2))
        let drained = DispatchSemaphore(value: 0)
        delivery.drain(seconds: max(0.5, seconds - 2.5)) { drained.signal() }
        _ = drained.wait(timeout: began + .milliseconds(Int(seconds * 1_000)))
        server.stop()
        client.shutdown()
        store.close()
        log.info("stopped")
    }
}

extension BotServer {
    /// Asks whether every message is answered and every part of an answer posted or given up.
    ///
    /// - Parameter completion: called once, on a queue of the store; must not block.
    package func isSettled(_ completion: @escaping @Sendable (Bool) -> Void) {
        store.read { transaction throws(StoreError) in
            let waiting = try transaction.waitingUsers()
            let posting = try transaction.outboxUsers()
            return waiting.isEmpty && posting.isEmpty
        } completion: { result in
            completion((try? result.get()) ?? false)
        }
    }
}
