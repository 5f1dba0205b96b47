import OpenAIWire
import Synchronization

/// The deviations of servers whose answers were shown all the same (OAI-032): counted by name, each logged once for a server
/// and model.
final class Deviations: Sendable {
    /// The most entries (server, model, name) remembered; beyond them nothing more is logged.
    private static let capacity = 1_024

    private struct State {
        var counts: [String: Int] = [:]
        var logged: Set<[String]> = []
    }

    private let state = Mutex(State())
    private let log: Log

    init(log: Log) { self.log = log }

    /// How often each was met; the names are the closed list of ``OpenAIError``.
    var counts: [String: Int] { state.withLock { $0.counts } }

    /// Takes a deviation of an answer.
    func note(_ error: OpenAIError, server: ServerProfiles.Key) {
        let isNew = state.withLock { state in
            state.counts[error.codeName, default: 0] += 1
            guard state.logged.count < Self.capacity else { return false }
            return state.logged.insert([server.base, server.model, error.codeName]).inserted
        }
        guard isNew else { return }
        log.info(
            "model.deviation",
            [
                "model": LogValue(server.model), "name": LogValue(error.codeName),
                "requirement": LogValue(error.requirement), "reason": LogValue(error.message),
            ]
        )
    }
}
