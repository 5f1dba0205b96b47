internal import OpenAIWire
internal import Synchronization

/// What the servers have refused, by server and model: 256 of them at most, until the process ends.
final class ServerProfiles: Sendable {
    private static let capacity = 256

    /// A server and one of its models.
    struct Key: Hashable {
        let base: String
        let model: String
    }

    private let profiles = Mutex<[Key: ServerProfile]>([:])

    subscript(key: Key) -> ServerProfile { profiles.withLock { $0[key] ?? ServerProfile() } }

    /// Learns from a refusal; true where the request is worth one repetition.
    func learn(_ key: Key, from error: APIError, about request: ChatRequest) -> Bool {
        profiles.withLock { profiles in
            var profile = profiles[key] ?? ServerProfile()
            guard profile.learn(from: error, about: request) else { return false }
            if profiles[key] == nil, profiles.count >= Self.capacity { profiles.remove(at: profiles.startIndex) }
            profiles[key] = profile
            return true
        }
    }
}
