import OpenAIWire
import Synchronization

/// What the servers have refused and stated, by server and model: 256 of them at most, until the process ends.
final class ServerProfiles: Sendable {
    private static let capacity = 256

    /// A server and one of its models.
    struct Key: Hashable {
        let base: String
        let model: String
    }

    private let profiles = Mutex<[Key: ServerProfile]>([:])

    subscript(key: Key) -> ServerProfile { profiles.withLock { $0[key] ?? ServerProfile() } }

    /// The windows that a server has stated, by model.
    func windows(of base: String) -> [String: Int] {
        profiles.withLock { profiles in
            profiles.reduce(into: [:]) { windows, entry in
                if entry.key.base == base { windows[entry.key.model] = entry.value.contextWindow }
            }
        }
    }

    /// Learns from a refusal; true where the request is worth one repetition.
    func learn(_ key: Key, from error: APIError, about request: ChatRequest) -> Bool {
        profiles.withLock { profiles in
            let known = profiles[key] ?? ServerProfile()
            var profile = known
            let isReworded = profile.learn(from: error, about: request)
            guard profile != known else { return isReworded }
            if profiles[key] == nil, profiles.count >= Self.capacity { profiles.remove(at: profiles.startIndex) }
            profiles[key] = profile
            return isReworded
        }
    }
}
